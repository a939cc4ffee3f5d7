-- 岗位: what a member of staff may do. Read with every request, so that a role taken away is gone at once.
create table officer_role (
  region_code text not null,
  officer_id uuid not null,
  role text not null,
  -- Only an expert: the row of the pool, which may be another region's.
  expert_id uuid,
  primary key (region_code, officer_id, role),
  foreign key (region_code, officer_id) references officer (region_code, id),
  check ((role = 'expert') = (expert_id is not null))
);
-- Whoever was known before there were roles goes on as before.
insert into officer_role (region_code, officer_id, role) select region_code, id, 'officer' from officer;

-- The work list is paged by key. What has no due day comes after what has one; a null could not be compared with.
drop index case_part_work;
create index case_part_work_order on case_part (region_code, queue, priority, (coalesce(due_on, 'infinity'::date)), id)
  where queue is not null;

-- Counts per quarter (CD-21) without reading every event.
create index case_event_counted on case_event (region_code, type, at)
  where type in ('SUBMIT', 'ACCEPT', 'DECIDE_YES', 'DECIDE_NO', 'CONCLUDE', 'P_CONCLUDE', 'PAID');
