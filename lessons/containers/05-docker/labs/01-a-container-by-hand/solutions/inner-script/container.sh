#!/bin/sh
box=/play/box
if [ "$1" = --inside ]; then
  shift
  mount -t overlay box -o "lowerdir=$box/image,upperdir=$box/upper,workdir=$box/work" $box/merged
  mount -t proc proc $box/merged/proc
  exec chroot $box/merged "$@"
fi
if ! [ -d $box ]; then
  mkdir -p $box/image/bin $box/image/etc $box/image/proc $box/upper $box/work $box/merged
  cp /bin/busybox $box/image/bin/busybox
  for name in sh ls cat rm dd hostname wc old; do ln -s busybox $box/image/bin/$name; done
  echo calm > $box/image/etc/motd
fi
mkdir -p /sys/fs/cgroup/mine
echo 16777216 > /sys/fs/cgroup/mine/memory.max
echo 0 > /sys/fs/cgroup/mine/cgroup.procs
unshare --pid --fork --mount --uts --ipc --net sh "$0" --inside "$@"
