import { ObjectApi } from '../api/objectApi';
import { Service } from '../objects/kinds';
import { SERVICES } from '../objects/resourceTypes';
import { mapShared } from './json';

type Spec = Service['spec'];

/** After those that clusters keep for themselves, in 10.96.0.0/16. */
const FIRST_ADDRESS = 256;
const FIRST_NODE_PORT = 30000;
const KEPT = [
  'clusterIP',
  'clusterIPs',
  'ipFamilies',
  'ipFamilyPolicy',
] as const;

/** Admission that gives Services their cluster IP and their node ports. */
export function createServiceAddresses(api: ObjectApi) {
  const specs = () => [...api.store.list(SERVICES)].map(({ spec }) => spec);
  let address = FIRST_ADDRESS;
  let nodePort = FIRST_NODE_PORT;
  const freeAddress = (): string => {
    const ip = `10.96.${Math.floor(address / 256)}.${address % 256}`;
    address += 1;
    const isUsed = specs().some(({ clusterIP }) => clusterIP === ip);
    return isUsed ? freeAddress() : ip;
  };
  const freeNodePort = (): number => {
    const port = nodePort;
    nodePort += 1;
    const isUsed = specs().some(({ ports }) =>
      ports?.some(other => other.nodePort === port),
    );
    return isUsed ? freeNodePort() : port;
  };
  return (service: Service, previous: Service | undefined): Service => {
    const spec = keeping(service.spec, previous?.spec);
    if (spec.type === 'ExternalName') {
      return service;
    }
    const clusterIP = spec.clusterIP || freeAddress();
    return {
      ...service,
      spec: {
        ...spec,
        clusterIP,
        clusterIPs: spec.clusterIPs ?? [clusterIP],
        ipFamilies: spec.ipFamilies ?? ['IPv4'],
        ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack',
        ...(spec.type !== 'ClusterIP' && {
          ports: mapShared(spec.ports ?? [], port =>
            port.nodePort ? port : { ...port, nodePort: freeNodePort() },
          ),
        }),
      },
    };
  };
}

/** Addresses that a client leaves out stay as they are. */
function keeping(spec: Spec, previous: Spec | undefined): Spec {
  const kept = KEPT.filter(
    field => spec[field] === undefined && previous?.[field] !== undefined,
  ).map(field => [field, previous?.[field]]);
  return { ...spec, ...Object.fromEntries(kept) };
}
