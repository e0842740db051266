"""`python -m goldenthread` is the same as the command."""

from goldenthread.cli import main

if __name__ == "__main__":
    main()
