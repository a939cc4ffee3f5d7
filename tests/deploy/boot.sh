#!/usr/bin/env bash
# Starts systemd as process 1 of namespaces of its own (unshare -m -p -f -u -i -n -C), over a copy in memory of this system:
# what happens in there reaches neither the machine's files nor its network.  boot.sh FOLDER TREE RELEASE
set -euo pipefail

folder=$1 tree=$2 release=$3
root=$folder/root
mount --make-rprivate /
ip link set lo up
mount -t tmpfs tmpfs "$folder"
mkdir "$folder"/{root,upper,work}
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$root"
mkdir -p "$root"/srv/{tree,release}
mount --bind "$tree" "$root/srv/tree"
mount --bind "$release" "$root/srv/release"
# The machine's own services stay out of it.
rm -rf "$root"/etc/systemd/system/*.wants "$root"/var/lib/anban "$root"/opt/anban
for name in proc sysfs tmpfs; do
  case $name in proc) at=proc ;; sysfs) at=sys ;; tmpfs) at=run ;; esac
  mount -t "$name" "$name" "$root/$at"
done
mount -o remount,ro "$root/sys"
mount -t tmpfs tmpfs "$root/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root"/dev/{pts,shm}
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
ln -s /proc/self/fd "$root/dev/fd"
mkdir -p "$root/mnt/old"
cd "$root"
pivot_root . mnt/old
cd /
umount -l /mnt/old
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=anban-test /lib/systemd/systemd --system --unit=basic.target --show-status=0
