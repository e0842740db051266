"""Readings to Plan: owners resolved, threads, fates and slips."""
