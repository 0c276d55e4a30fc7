import { GroupStatus, PodStatus } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import { aikitTranslationRef } from '../../translation';
import { groupLooks, useToneStyles } from '../looks';
import { choosePods, countPods, podsOf } from './attention';
import { PodTile } from './PodTile';
import { useGroupTitle } from './useGroupTitle';
import { useRovingFocus } from './useRovingFocus';

/** Tiles of one box; of more pods only those that matter most are shown. */
const MAX_TILES = 24;

const useStyles = makeStyles(
  theme => ({
    box: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      padding: theme.spacing(0.75, 1, 1),
      minWidth: 0,
    },
    title: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      marginBottom: theme.spacing(0.5),
      whiteSpace: 'nowrap',
    },
    message: {
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      color: theme.palette.text.secondary,
    },
    icon: { fontSize: 16 },
    tiles: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) },
  }),
  { name: 'AikitGroupBox' },
);

function HiddenPods(props: { pods: PodStatus[] }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const states = countPods(props.pods)
    .map(({ state, count }) => `${count} ${t(`podState.${state}`)}`)
    .join(', ');
  return (
    <Typography variant="caption" color="textSecondary">
      {t('groups.morePods', { n: String(props.pods.length), states })}
    </Typography>
  );
}

/** A group: its name, what it waits for, and a tile for each of its pods. */
export function GroupBox(props: { group: GroupStatus }) {
  const { group } = props;
  const classes = useStyles();
  const tones = useToneStyles();
  const titleId = useId();
  const title = useGroupTitle()(group);
  const { shown, hidden } = choosePods(podsOf(group), MAX_TILES);
  const roving = useRovingFocus(shown.length);
  const { tone, Icon } = groupLooks[group.state];
  return (
    <div className={classes.box} role="group" aria-labelledby={titleId}>
      <Typography
        id={titleId}
        variant="body2"
        component="div"
        className={classes.title}
        title={`${title} ${group.message}`}
      >
        <Icon className={`${classes.icon} ${tones[tone]}`} aria-hidden />
        <strong>{title}</strong>{' '}
        <span className={classes.message}>{group.message}</span>
      </Typography>
      <div
        className={classes.tiles}
        role="toolbar"
        aria-labelledby={titleId}
        onKeyDown={roving.onKeyDown}
      >
        {shown.map((pod, index) => (
          <PodTile
            key={pod.name}
            pod={pod}
            focusable={roving.active === index}
            onFocus={() => roving.setActive(index)}
          />
        ))}
      </div>
      {hidden.length > 0 && <HiddenPods pods={hidden} />}
    </div>
  );
}
