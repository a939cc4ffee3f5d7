-- Checks that did not pass, by examinee: what another terminal decided counts at the door, and against two officers.
create index evidence_not_passed on evidence_record (region_code, examinee_id)
  where kind = 'identity-check' and not passed;
-- Places that were given back, too: how far the examination behind a recording is.
create index assessment_slot_of_examinee on assessment_slot (region_code, examinee_id);
