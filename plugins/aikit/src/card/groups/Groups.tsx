import { GroupStatus } from '@aikit-backstage/plugin-aikit-common';
import { makeStyles } from '@material-ui/core/styles';
import { sectionsOf } from './attention';
import { GroupBox } from './GroupBox';
import { HeatStrip } from './HeatStrip';

/** Up to here every group has a box; beyond, they become a heat strip. */
const MAX_BOXES = 8;

/** Boxes above the heat strip, for the groups that need attention most. */
const MAX_BOXES_OVER_STRIP = 4;

const useStyles = makeStyles(
  theme => ({
    boxes: {
      display: 'grid',
      gap: theme.spacing(1),
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 220px), 1fr))',
    },
  }),
  { name: 'AikitGroups' },
);

/** The groups of a workload, from one to a thousand. */
export function Groups(props: { groups: readonly GroupStatus[] }) {
  const { groups } = props;
  const classes = useStyles();
  const many = groups.length > MAX_BOXES;
  const boxes = many
    ? sectionsOf(groups)
        .filter(section => section.state !== 'ready')
        .flatMap(section => section.groups)
        .slice(0, MAX_BOXES_OVER_STRIP)
    : groups;
  return (
    <>
      {boxes.length > 0 && (
        <div className={classes.boxes}>
          {boxes.map(group => (
            <GroupBox key={group.index} group={group} />
          ))}
        </div>
      )}
      {many && <HeatStrip groups={groups} />}
    </>
  );
}
