-- Made after the rows. One for every foreign key, and one for every column that the site filters, sorts or facets by.

CREATE INDEX documents_kind ON documents (kind);
CREATE INDEX documents_publisher ON documents (publisher);
CREATE INDEX documents_series ON documents (series, published);
CREATE INDEX documents_published ON documents (published);
CREATE INDEX documents_meeting ON documents (meeting);
CREATE INDEX documents_format ON documents (format);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_supersedes ON documents (supersedes);
CREATE INDEX documents_copy_of ON documents (copy_of);

CREATE INDEX passages_document ON passages (document, position);
CREATE INDEX passages_page ON passages (document, page);
CREATE INDEX passages_kind ON passages (kind);
CREATE INDEX passages_use ON passages (use, reason);
CREATE INDEX passages_read_by ON passages (read_by);

CREATE INDEX evidence_fact ON evidence (fact, field, position);
CREATE INDEX evidence_passage ON evidence (passage);

CREATE INDEX priorities_document ON priorities (document);
CREATE INDEX priorities_passage ON priorities (passage);
CREATE INDEX aims_document ON aims (document);
CREATE INDEX aims_priority ON aims (priority);
CREATE INDEX aims_priority_basis ON aims (priority_basis);
CREATE INDEX aims_passage ON aims (passage);
CREATE INDEX aim_links_from_aim ON aim_links (from_aim);
CREATE INDEX aim_links_to_aim ON aim_links (to_aim);

CREATE INDEX threads_first_document ON threads (first_document);
CREATE INDEX threads_last_document ON threads (last_document);
CREATE INDEX threads_commitments ON threads (commitments);

CREATE INDEX commitments_document ON commitments (document);
CREATE INDEX commitments_thread ON commitments (thread);
CREATE INDEX commitments_aim ON commitments (aim);
CREATE INDEX commitments_parent ON commitments (parent);
CREATE INDEX commitments_priority ON commitments (priority);
CREATE INDEX commitments_passage ON commitments (passage);
CREATE INDEX commitments_kind ON commitments (kind);
CREATE INDEX commitments_tier ON commitments (tier);

CREATE INDEX owners_name ON owners (name);
CREATE INDEX owners_kind ON owners (kind);
CREATE INDEX owners_parent ON owners (parent);
CREATE INDEX owners_commitments ON owners (commitments);
CREATE INDEX owner_names_owner ON owner_names (owner);
CREATE INDEX owner_names_name ON owner_names (name);
CREATE INDEX owner_names_document ON owner_names (document);
CREATE INDEX commitment_owners_commitment ON commitment_owners (commitment, position);
CREATE INDEX commitment_owners_owner ON commitment_owners (owner, role);
CREATE INDEX commitment_owners_passage ON commitment_owners (passage);
CREATE INDEX commitment_owners_role ON commitment_owners (role);

CREATE INDEX dates_commitment ON dates (commitment);
CREATE INDEX dates_passage ON dates (passage);
CREATE INDEX dates_role ON dates (role);
CREATE INDEX dates_latest ON dates (latest);
CREATE INDEX updates_commitment ON updates (commitment);
CREATE INDEX updates_passage ON updates (passage);
CREATE INDEX updates_status ON updates (status);
CREATE INDEX figures_commitment ON figures (commitment);
CREATE INDEX figures_passage ON figures (passage);
CREATE INDEX figures_unit ON figures (unit);
CREATE INDEX risks_document ON risks (document);
CREATE INDEX risks_passage ON risks (passage);

CREATE INDEX links_from_commitment ON links (from_commitment);
CREATE INDEX links_to_commitment ON links (to_commitment);
CREATE INDEX links_relation ON links (relation);
CREATE INDEX fates_thread ON fates (thread);
CREATE INDEX fates_from_document ON fates (from_document, to_document, fate);
CREATE INDEX fates_to_document ON fates (to_document);
CREATE INDEX fates_from_commitment ON fates (from_commitment);
CREATE INDEX fates_to_commitment ON fates (to_commitment);
CREATE INDEX fates_fate ON fates (fate);
CREATE INDEX edges_source ON edges (source);
CREATE INDEX edges_target ON edges (target);
CREATE INDEX edges_relation ON edges (relation);
CREATE INDEX aliases_new ON aliases (new);

CREATE INDEX decisions_document ON decisions (document);
CREATE INDEX decisions_other_document ON decisions (other_document);
CREATE INDEX decisions_fact ON decisions (fact);
CREATE INDEX decisions_other_fact ON decisions (other_fact);
CREATE INDEX decisions_verdict ON decisions (verdict);
CREATE INDEX decisions_state ON decisions (state);
CREATE INDEX decisions_line ON decisions (line);
CREATE INDEX decision_facts_decision ON decision_facts (decision);
CREATE INDEX decision_facts_fact ON decision_facts (fact);

CREATE INDEX review_document ON review (document);
CREATE INDEX review_other_document ON review (other_document);
CREATE INDEX review_fact ON review (fact);
CREATE INDEX review_kind ON review (kind);
CREATE INDEX review_score ON review (score);

CREATE INDEX issues_document ON issues (document);
CREATE INDEX issues_source ON issues (source);
CREATE INDEX issues_severity ON issues (severity);
CREATE INDEX issues_code ON issues (code);
CREATE INDEX issues_fact ON issues (fact);
CREATE INDEX issues_passage ON issues (passage);
CREATE INDEX coverage_document ON coverage (document, page);
CREATE INDEX coverage_unread ON coverage (unread);

CREATE INDEX actions_thread ON actions (thread);
CREATE INDEX actions_document ON actions (document);
CREATE INDEX actions_source ON actions (source);
CREATE INDEX actions_priority ON actions (priority);
CREATE INDEX actions_priority_basis ON actions (priority_basis);
CREATE INDEX actions_aim ON actions (aim);
CREATE INDEX actions_due ON actions (due);
CREATE INDEX actions_due_by ON actions (due_by);
CREATE INDEX actions_due_basis ON actions (due_basis);
CREATE INDEX actions_status ON actions (status);
CREATE INDEX actions_status_basis ON actions (status_basis);
CREATE INDEX actions_tier ON actions (tier);
CREATE INDEX actions_read_by ON actions (read_by);
CREATE INDEX actions_kind ON actions (kind);
CREATE INDEX actions_published ON actions (published);
CREATE INDEX actions_priority_id ON actions (priority_id);
CREATE INDEX actions_aim_id ON actions (aim_id);

CREATE INDEX pledges_thread ON pledges (thread);
CREATE INDEX pledges_parent ON pledges (parent);
CREATE INDEX pledges_document ON pledges (document);
CREATE INDEX pledges_source ON pledges (source);
CREATE INDEX pledges_kind ON pledges (kind);
CREATE INDEX pledges_agent ON pledges (agent);
CREATE INDEX pledges_due ON pledges (due);
CREATE INDEX pledges_due_by ON pledges (due_by);
CREATE INDEX pledges_due_basis ON pledges (due_basis);
CREATE INDEX pledges_strength ON pledges (strength);
CREATE INDEX pledges_tier ON pledges (tier);
CREATE INDEX pledges_read_by ON pledges (read_by);
CREATE INDEX pledges_published ON pledges (published);
CREATE INDEX pledges_priority_id ON pledges (priority_id);
CREATE INDEX pledges_aim_id ON pledges (aim_id);

CREATE INDEX thread_history_document ON thread_history (document);
CREATE INDEX thread_history_commitment ON thread_history (commitment);
CREATE INDEX thread_history_fate ON thread_history (fate);
CREATE INDEX slips_thread ON slips (thread);
CREATE INDEX slips_from_document ON slips (from_document);
CREATE INDEX slips_to_document ON slips (to_document);
CREATE INDEX slips_from_commitment ON slips (from_commitment);
CREATE INDEX slips_to_commitment ON slips (to_commitment);
CREATE INDEX slips_days ON slips (days);
CREATE INDEX owner_changes_thread ON owner_changes (thread);
CREATE INDEX owner_changes_from_document ON owner_changes (from_document);
CREATE INDEX owner_changes_to_document ON owner_changes (to_document);
CREATE INDEX owner_changes_from_commitment ON owner_changes (from_commitment);
CREATE INDEX owner_changes_to_commitment ON owner_changes (to_commitment);
CREATE INDEX owner_changes_same_body ON owner_changes (same_body);
