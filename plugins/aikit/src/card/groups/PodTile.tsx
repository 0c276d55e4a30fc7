import { PodStatus } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { useAgo } from '../../time/useAgo';
import { aikitTranslationRef } from '../../translation';
import { podLooks, useToneStyles } from '../looks';

const useStyles = makeStyles(
  theme => ({
    tile: {
      display: 'inline-flex',
      alignItems: 'center',
      justifyContent: 'center',
      width: 34,
      height: 24,
      padding: 0,
      font: 'inherit',
      fontSize: theme.typography.caption.fontSize,
      background: 'none',
      // The colour of the state, by the tone's class.
      border: '1px solid currentColor',
      boxShadow: 'inset 0 -3px currentColor',
      borderRadius: theme.shape.borderRadius,
      cursor: 'default',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.text.primary}`,
        outlineOffset: 1,
      },
    },
    missing: { borderStyle: 'dashed', boxShadow: 'none' },
    letter: { color: theme.palette.text.primary },
    icon: { fontSize: 14 },
  }),
  { name: 'AikitPodTile' },
);

/** Lines that tell all that is known of a pod. */
function usePodLines(pod: PodStatus): string[] {
  const { t } = useTranslationRef(aikitTranslationRef);
  const devices = Object.entries(pod.accelerators).map(([resource, n]) =>
    t('pod.device', { resource, n: String(n) }),
  );
  return [
    t('pod.heading', { role: t(`role.${pod.role}`), name: pod.name }),
    [t(`podState.${pod.state}`), pod.reason].filter(Boolean).join(': '),
    pod.node ? t('pod.node', { node: pod.node }) : t('pod.noNode'),
    devices.length ? devices.join(', ') : t('pod.noDevice'),
    t('pod.restarts', { count: pod.restarts }),
    ...(pod.since
      ? [t('pod.since', { time: new Date(pod.since).toLocaleString() })]
      : []),
  ];
}

function PodDetails(props: { lines: string[]; since?: string }) {
  const ago = useAgo(props.since);
  return (
    <>
      {props.lines.map((line, index) => (
        <div key={line}>
          {line}
          {ago && index === props.lines.length - 1 && ` (${ago})`}
        </div>
      ))}
    </>
  );
}

/**
 * One pod: the letter of its role and the sign of its state. Pointer or focus
 * brings its name, node, state, accelerators, restarts and since when.
 */
export function PodTile(props: {
  pod: PodStatus;
  /** Whether the Tab key stops here. */
  focusable: boolean;
  onFocus: () => void;
}) {
  const { pod } = props;
  const classes = useStyles();
  const tones = useToneStyles();
  const { t } = useTranslationRef(aikitTranslationRef);
  const lines = usePodLines(pod);
  const { tone, Icon } = podLooks[pod.state];
  return (
    <Tooltip title={<PodDetails lines={lines} since={pod.since} />}>
      <button
        type="button"
        aria-label={lines.join(', ')}
        className={[
          classes.tile,
          tones[tone],
          pod.state === 'missing' ? classes.missing : '',
        ].join(' ')}
        tabIndex={props.focusable ? 0 : -1}
        onFocus={props.onFocus}
        data-roving-item
      >
        <span className={classes.letter} aria-hidden>
          {t(`roleLetter.${pod.role}`)}
        </span>
        <Icon className={classes.icon} aria-hidden />
      </button>
    </Tooltip>
  );
}
