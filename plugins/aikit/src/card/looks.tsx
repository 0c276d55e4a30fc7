import {
  FindingSeverity,
  GroupState,
  HealthState,
  PodState,
} from '@aikit-backstage/plugin-aikit-common';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import { makeStyles, Theme } from '@material-ui/core/styles';
import AutorenewIcon from '@material-ui/icons/Autorenew';
import CheckIcon from '@material-ui/icons/Check';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import CloseIcon from '@material-ui/icons/Close';
import ErrorIcon from '@material-ui/icons/Error';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import MoreHorizIcon from '@material-ui/icons/MoreHoriz';
import PauseCircleIcon from '@material-ui/icons/PauseCircleOutline';
import PlayArrowIcon from '@material-ui/icons/PlayArrow';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import RemoveIcon from '@material-ui/icons/Remove';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import { ComponentType } from 'react';

/** What a state means to the eye; always together with a shape and a word. */
export type Tone = 'good' | 'busy' | 'waiting' | 'bad' | 'quiet';

/** Colour and shape of a state. */
export type Look = { tone: Tone; Icon: ComponentType<SvgIconProps> };

export const healthLooks: Record<HealthState, Look> = {
  healthy: { tone: 'good', Icon: CheckCircleIcon },
  progressing: { tone: 'busy', Icon: AutorenewIcon },
  degraded: { tone: 'waiting', Icon: ReportProblemIcon },
  failed: { tone: 'bad', Icon: ErrorIcon },
  idle: { tone: 'quiet', Icon: PauseCircleIcon },
  unknown: { tone: 'quiet', Icon: HelpOutlineIcon },
};

export const groupLooks: Record<GroupState, Look> = {
  ready: { tone: 'good', Icon: CheckIcon },
  progressing: { tone: 'busy', Icon: AutorenewIcon },
  pending: { tone: 'waiting', Icon: MoreHorizIcon },
  failed: { tone: 'bad', Icon: CloseIcon },
  terminating: { tone: 'quiet', Icon: RemoveIcon },
  unknown: { tone: 'quiet', Icon: HelpOutlineIcon },
};

export const podLooks: Record<PodState, Look> = {
  ready: { tone: 'good', Icon: CheckIcon },
  running: { tone: 'busy', Icon: PlayArrowIcon },
  starting: { tone: 'busy', Icon: AutorenewIcon },
  pending: { tone: 'waiting', Icon: MoreHorizIcon },
  failed: { tone: 'bad', Icon: CloseIcon },
  terminating: { tone: 'quiet', Icon: RemoveIcon },
  unknown: { tone: 'quiet', Icon: HelpOutlineIcon },
  missing: { tone: 'quiet', Icon: RadioButtonUncheckedIcon },
};

export const severityLooks: Record<FindingSeverity, Look> = {
  error: { tone: 'bad', Icon: ErrorIcon },
  warning: { tone: 'waiting', Icon: ReportProblemIcon },
  info: { tone: 'busy', Icon: InfoIcon },
};

/** The theme's colour for a tone, readable on light and dark paper. */
export function toneColor(theme: Theme, tone: Tone): string {
  const { palette } = theme;
  return {
    good: palette.success.main,
    busy: palette.info.main,
    waiting: palette.warning.main,
    bad: palette.error.main,
    quiet: palette.text.secondary,
  }[tone];
}

/** Classes that colour an icon, one for each tone. */
export const useToneStyles = makeStyles(
  theme => ({
    good: { color: toneColor(theme, 'good') },
    busy: { color: toneColor(theme, 'busy') },
    waiting: { color: toneColor(theme, 'waiting') },
    bad: { color: toneColor(theme, 'bad') },
    quiet: { color: toneColor(theme, 'quiet') },
  }),
  { name: 'AikitTone' },
);
