-- Comparisons that did not pass and what two officers said, by examinee: what another terminal decided counts at the door,
-- and a pass against it is an override whichever terminal the officers stood at. Rare beside the passes.
create index evidence_in_doubt on evidence_record (region_code, examinee_id)
  where kind = 'identity-check' and (not passed or method = 'two-officers');
-- The supervisor's list; overrides are told by the centre's own records now, not only by what a terminal wrote.
create index evidence_by_officers on evidence_record (region_code, id) where method = 'two-officers' and passed;
drop index evidence_override;
-- Places that were given back, too: how far the examination behind a recording is.
create index assessment_slot_of_examinee on assessment_slot (region_code, examinee_id);
