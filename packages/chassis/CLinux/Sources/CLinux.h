// What Swift's Glibc module leaves out of Linux. Declarations only.
#ifndef CLINUX_H
#define CLINUX_H

#include <linux/filter.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

// glibc declares accept4 under _GNU_SOURCE alone, and that clashes with the Glibc module.
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);

// <malloc.h> is in no module.
extern int malloc_trim(size_t pad);

#endif
