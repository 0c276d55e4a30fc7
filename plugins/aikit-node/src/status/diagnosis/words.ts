import { PodRole } from '@aikit-backstage/plugin-aikit-common';
import { indexBy } from '../groups/context';
import { Sighting } from './rule';
import { Member } from './situation';

const ROLES: PodRole[] = ['leader', 'worker', 'server'];

/** Words joined as in a sentence: `a`, `a and b`, `a, b and c`. */
export function list(words: string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `2 workers`, `1 leader and 4 workers`. */
export function countOf(members: Member[]): string {
  return list(
    ROLES.flatMap(role => {
      const count = members.filter(({ status }) => status.role === role).length;
      return count > 0 ? [`${count} ${role}${count === 1 ? '' : 's'}`] : [];
    }),
  );
}

/** Subject of a finding on groups: `group 1`, `groups 0, 1 and 4`. */
export function groupsSubject(groups: number[]): string {
  if (groups.length === 1) {
    return `group ${groups[0]}`;
  }
  return groups.length > 5
    ? `${groups.length} groups`
    : `groups ${list(groups.map(String))}`;
}

/** Subject and groups of a finding on some pods: the one pod, or its group. */
export function about(members: Member[]): Pick<Sighting, 'subject' | 'groups'> {
  const groups = [...new Set(members.map(({ group }) => group.index))];
  if (members.length === 1) {
    return { subject: members[0].pod.name, groups };
  }
  return members[0].status.role === 'server'
    ? { subject: countOf(members), groups }
    : { subject: groupsSubject(groups), groups };
}

/** Items by a key, in the order of their first. */
export function groupBy<T>(items: T[], keyOf: (item: T) => string): T[][] {
  return [...indexBy(items, keyOf).values()];
}

const QUOTE_LENGTH = 240;

/** What a component of the cluster said, fit for the end of a sentence. */
export function quote(message: string | undefined): string {
  const text = (message ?? '').replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return text.length > QUOTE_LENGTH
    ? `${text.slice(0, QUOTE_LENGTH - 1)}…`
    : text;
}

/** A kubectl command line in a remedy. */
export function kubectl(command: string, namespace: string): string {
  return `\`kubectl ${command} -n ${namespace}\``;
}
