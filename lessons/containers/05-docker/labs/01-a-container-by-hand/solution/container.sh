#!/bin/sh
box=/play/box
if ! [ -d $box ]; then
  mkdir -p $box/image/bin $box/image/etc $box/image/proc $box/upper $box/work $box/merged
  cp /bin/busybox $box/image/bin/busybox
  for name in sh ls cat rm dd hostname wc old; do ln -s busybox $box/image/bin/$name; done
  echo calm > $box/image/etc/motd
fi

group=/sys/fs/cgroup/box
mkdir -p $group
echo 16M > $group/memory.max
echo $$ > $group/cgroup.procs

exec unshare -p -f -m -u -n sh -c '
  cd /play/box
  mount -t overlay overlay -o lowerdir=image,upperdir=upper,workdir=work merged
  mount -t proc proc merged/proc
  exec chroot merged "$@"
' sh "$@"
