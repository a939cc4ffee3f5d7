/* Stands in for Avahi, without whose daemon `ippeveprinter` does not start: it announces its printer to nobody. */
static int thing;
void *avahi_threaded_poll_new(void) { return &thing; }
void *avahi_threaded_poll_get(void *poll) { return poll; }
int avahi_threaded_poll_start(void *poll) { (void)poll; return 0; }
void avahi_threaded_poll_lock(void *poll) { (void)poll; }
void avahi_threaded_poll_unlock(void *poll) { (void)poll; }
void *avahi_client_new(void *poll, int flags, void *call, void *data, int *error) {
  (void)poll; (void)flags; (void)call; (void)data; (void)error;
  return &thing;
}
void *avahi_entry_group_new(void *client, void *call, void *data) {
  (void)client; (void)call; (void)data;
  return &thing;
}
int avahi_entry_group_add_service_strlst(void) { return 0; }
int avahi_entry_group_add_service_subtype(void) { return 0; }
int avahi_entry_group_commit(void *group) { (void)group; return 0; }
int avahi_entry_group_free(void *group) { (void)group; return 0; }
