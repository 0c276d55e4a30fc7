import { GroupStatus } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { aikitTranslationRef } from '../../translation';

/** Gives a group's name: `group 1`, in standard mode `server 1`. */
export function useGroupTitle(): (group: GroupStatus) => string {
  const { t } = useTranslationRef(aikitTranslationRef);
  return group => {
    const index = String(group.index);
    const title =
      group.leader.role === 'server'
        ? t('groups.server', { index })
        : t('groups.group', { index });
    return group.surge ? `${title} (${t('groups.surge')})` : title;
  };
}
