import {
  allContexts,
  containerContexts,
  containersOf,
  listed,
  objectTo,
  type Check,
} from './check';

/** The capabilities that a container may add at the level `baseline`. */
export const ALLOWED_CAPABILITIES: readonly string[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

const ALLOWED_SE_LINUX_TYPES = [
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
];

const ALLOWED_SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
];

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HANDLERS = ['httpGet', 'tcpSocket'] as const;

/** `A, B` of those that are not allowed; undefined when all are. */
function foreign(
  given: readonly string[] | undefined,
  allowed: readonly string[],
): string | undefined {
  const others = (given ?? []).filter(name => !allowed.includes(name));
  return others.join(', ') || undefined;
}

/**
 * The controls of the level `baseline`. Source: "Pod Security Standards" in
 * the documentation of Kubernetes, version 1.36.
 */
export const baselineChecks: Check[] = [
  pod =>
    (['hostNetwork', 'hostPID', 'hostIPC'] as const)
      .filter(field => pod[field])
      .map(field => ({
        field,
        message: 'shares a namespace of the node: leave it out',
      })),
  pod =>
    objectTo(
      listed('volumes', pod.volumes),
      'hostPath',
      ({ name, hostPath }) =>
        hostPath !== undefined &&
        `is a folder of the node: give the volume ${name} another source, such as persistentVolumeClaim or emptyDir`,
    ),
  pod =>
    objectTo(
      containersOf(pod).flatMap(([path, { ports }]) =>
        listed(`${path}.ports`, ports),
      ),
      'hostPort',
      ({ hostPort }) =>
        Boolean(hostPort) && 'is a port of the node: leave it out',
    ),
  pod =>
    containersOf(pod).flatMap(place =>
      PROBES.flatMap(probe =>
        HANDLERS.flatMap(handler =>
          objectTo(
            [place],
            `${probe}.${handler}.host`,
            container =>
              container[probe]?.[handler]?.host &&
              'lets a probe reach another host: leave it out',
          ),
        ),
      ),
    ),
  pod =>
    objectTo(
      containerContexts(pod),
      'privileged',
      ({ privileged }) =>
        privileged && 'gives the container all of the node: set it to false',
    ),
  pod =>
    objectTo(containerContexts(pod), 'capabilities.add', ({ capabilities }) => {
      const names = foreign(capabilities?.add, ALLOWED_CAPABILITIES);
      return names && `adds ${names}: leave that out`;
    }),
  pod =>
    objectTo(
      containerContexts(pod),
      'procMount',
      ({ procMount = 'Default' }) =>
        procMount !== 'Default' && 'must be Default: leave it out',
    ),
  pod =>
    objectTo(
      allContexts(pod),
      'seccompProfile.type',
      ({ seccompProfile }) =>
        seccompProfile?.type === 'Unconfined' &&
        'must not be Unconfined: use RuntimeDefault',
    ),
  pod =>
    objectTo(
      allContexts(pod),
      'appArmorProfile.type',
      ({ appArmorProfile }) =>
        appArmorProfile?.type === 'Unconfined' &&
        'must not be Unconfined: use RuntimeDefault',
    ),
  pod =>
    objectTo(allContexts(pod), 'seLinuxOptions', ({ seLinuxOptions = {} }) => {
      const { type = '', user, role } = seLinuxOptions;
      return (
        (user || role || !ALLOWED_SE_LINUX_TYPES.includes(type)) &&
        'must not have user, role or another type than container_t, container_init_t, container_kvm_t and container_engine_t: leave them out'
      );
    }),
  pod =>
    objectTo(
      allContexts(pod),
      'windowsOptions.hostProcess',
      ({ windowsOptions }) =>
        windowsOptions?.hostProcess &&
        'runs the container on the node itself: leave it out',
    ),
  pod =>
    objectTo([['securityContext', pod.securityContext]], 'sysctls', context => {
      const names = foreign(
        context?.sysctls?.map(({ name }) => name),
        ALLOWED_SYSCTLS,
      );
      return names && `sets ${names}: leave that out`;
    }),
];
