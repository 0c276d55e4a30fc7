import { GroupStatus } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { memo, useId } from 'react';
import { aikitTranslationRef } from '../../translation';
import { groupLooks, Tone, useToneStyles } from '../looks';
import { GroupSection, podsOf, sectionsOf } from './attention';
import { useGroupTitle } from './useGroupTitle';
import { useRovingFocus } from './useRovingFocus';

const useStyles = makeStyles(
  theme => ({
    section: { marginTop: theme.spacing(1) },
    heading: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      fontVariantNumeric: 'tabular-nums',
    },
    icon: { fontSize: 16 },
    cells: { display: 'flex', flexWrap: 'wrap', gap: 2 },
    cell: {
      width: 12,
      height: 12,
      padding: 0,
      border: 0,
      borderRadius: 2,
      background: 'currentColor',
      cursor: 'default',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.text.primary}`,
        outlineOffset: 1,
      },
    },
  }),
  { name: 'AikitHeatStrip' },
);

type CellProps = {
  index: number;
  label: string;
  tone: Tone;
  focusable: boolean;
  onFocusIndex: (index: number) => void;
};

/** Of plain values only, so that an update draws again what has changed. */
const Cell = memo((props: CellProps) => {
  const classes = useStyles();
  const tones = useToneStyles();
  return (
    <Tooltip title={<>{props.label}</>}>
      <button
        type="button"
        aria-label={props.label}
        className={`${classes.cell} ${tones[props.tone]}`}
        tabIndex={props.focusable ? 0 : -1}
        onFocus={() => props.onFocusIndex(props.index)}
        data-roving-item
      />
    </Tooltip>
  );
});

function Section(props: { section: GroupSection }) {
  const { state, groups } = props.section;
  const classes = useStyles();
  const tones = useToneStyles();
  const headingId = useId();
  const { t } = useTranslationRef(aikitTranslationRef);
  const titleOf = useGroupTitle();
  const roving = useRovingFocus(groups.length);
  const { tone, Icon } = groupLooks[state];
  const label = (group: GroupStatus) => {
    const pods = podsOf(group);
    return t('groups.cell', {
      title: titleOf(group),
      message: group.message,
      ready: String(pods.filter(pod => pod.ready).length),
      all: String(pods.length),
    });
  };
  return (
    <div className={classes.section}>
      <Typography
        id={headingId}
        variant="body2"
        component="div"
        className={classes.heading}
      >
        <Icon className={`${classes.icon} ${tones[tone]}`} aria-hidden />
        {t('groups.section', {
          n: String(groups.length),
          state: t(`groupState.${state}`),
        })}
      </Typography>
      <div
        className={classes.cells}
        role="toolbar"
        aria-labelledby={headingId}
        onKeyDown={roving.onKeyDown}
      >
        {groups.map((group, index) => (
          <Cell
            key={group.index}
            index={index}
            label={label(group)}
            tone={tone}
            focusable={roving.active === index}
            onFocusIndex={roving.setActive}
          />
        ))}
      </div>
    </div>
  );
}

/** Many groups: a small cell for each, by state, with counts. */
export function HeatStrip(props: { groups: readonly GroupStatus[] }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  return (
    <div role="group" aria-label={t('groups.strip')}>
      {sectionsOf(props.groups).map(section => (
        <Section key={section.state} section={section} />
      ))}
    </div>
  );
}
