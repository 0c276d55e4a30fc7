import { Rule, Sighting } from './rule';
import { Member, Situation, troubledBy } from './situation';
import { about, countOf, groupBy, kubectl, quote } from './words';

interface Missing {
  kind: 'Secret' | 'ConfigMap';
  name: string;
  /** Absent when the whole object is missing. */
  key?: string;
}

/** Reads which Secret or ConfigMap the kubelet misses; undefined if none. */
export function missingObject(message: string): Missing | undefined {
  const object = /\b(secret|configmap) "([^"]+)" not found/i.exec(message);
  if (object) {
    return { kind: kindOf(object[1]), name: object[2] };
  }
  const key = /find key (\S+) in (secret|configmap) (?:\S+\/)?(\S+)/i.exec(
    message,
  );
  return key ? { kind: kindOf(key[2]), name: key[3], key: key[1] } : undefined;
}

function kindOf(word: string): Missing['kind'] {
  return word.toLocaleLowerCase('en-US') === 'secret' ? 'Secret' : 'ConfigMap';
}

interface Refused {
  member: Member;
  message: string;
}

/** From containers that cannot be configured, and volumes not mounted. */
function refused(situation: Situation): Refused[] {
  const containers = troubledBy(situation, 'configuration').map(
    ({ member, trouble }) => ({
      member,
      message: trouble.container.message ?? '',
    }),
  );
  const mounts = situation.members.flatMap(member => {
    const event =
      member.status.state === 'starting'
        ? situation.observation
            .eventsAbout(member.pod.uid)
            .find(({ reason }) => reason === 'FailedMount')
        : undefined;
    return event && missingObject(event.message)
      ? [{ member, message: event.message }]
      : [];
  });
  return [...containers, ...mounts];
}

function describeMissing(
  { kind, name, key }: Missing,
  pods: string,
  namespace: string,
): Pick<Sighting, 'message' | 'remedy'> {
  if (key) {
    return {
      message: `The ${kind} ${name} has no key ${key}, needed by ${pods}.`,
      remedy: `Add the key ${key} to the ${kind} ${name}, or correct the reference.`,
    };
  }
  const create =
    kind === 'Secret'
      ? `create secret generic ${name} --from-literal=KEY=VALUE`
      : `create configmap ${name} --from-literal=KEY=VALUE`;
  return {
    message: `The ${kind} ${name}, needed by ${pods}, is not in namespace ${namespace}.`,
    remedy: `Create it (${kubectl(
      create,
      namespace,
    )}), or correct the reference.`,
  };
}

/** Rules on what a container needs before it can be made. */
export const configurationRules: Rule[] = [
  {
    code: 'missing-configuration',
    severity: 'error',
    blocking: true,
    diagnose(situation) {
      const { namespace } = situation.observation.workload;
      const found = refused(situation).flatMap(({ member, message }) => {
        const missing = missingObject(message);
        return missing ? [{ member, missing }] : [];
      });
      return groupBy(found, ({ missing }) => JSON.stringify(missing)).map(
        some => {
          const members = [...new Set(some.map(({ member }) => member))];
          return {
            ...about(members),
            ...describeMissing(some[0].missing, countOf(members), namespace),
          };
        },
      );
    },
  },
  {
    code: 'invalid-container-config',
    severity: 'error',
    blocking: true,
    diagnose(situation) {
      const found = refused(situation).filter(
        ({ message }) => !missingObject(message),
      );
      return groupBy(found, ({ message }) => message).map(some => {
        const members = [...new Set(some.map(({ member }) => member))];
        return {
          ...about(members),
          message: `The containers of ${countOf(
            members,
          )} cannot be configured: ${quote(some[0].message)}.`,
          remedy: 'Correct the setting that is named, and submit again.',
        };
      });
    },
  },
];
