import { EventContent } from '../runtime/events';

/** Why an image is not there, as `state.waiting.reason`. */
export type PullFailure =
  | 'ErrImagePull'
  | 'RegistryUnavailable'
  | 'InvalidImageName'
  | 'ErrImageNeverPull';

/** What is said of an image that is not there. */
interface PullFailureTexts {
  /** Of the waiting container. */
  message: string;
  events: EventContent[];
  /** Whether pulling was tried, so that the next time is put off more and more. */
  backsOff: boolean;
}

/** Source of the texts: `image_manager.go` of the kubelet, and containerd. */
export function pullFailureTexts(
  reason: PullFailure,
  image: string,
  given?: string,
): PullFailureTexts {
  const message = given ?? defaultMessage(reason, image);
  const warning = (about: string, text: string) =>
    ({ type: 'Warning', reason: about, message: text } as const);
  const error = warning('Failed', `Error: ${reason}`);
  if (reason === 'InvalidImageName' || reason === 'ErrImageNeverPull') {
    const about = reason === 'InvalidImageName' ? 'InspectFailed' : reason;
    const events = [warning(about, message), error];
    return { message, events, backsOff: false };
  }
  return {
    message,
    events: [
      {
        type: 'Normal',
        reason: 'Pulling',
        message: `Pulling image "${image}"`,
      },
      warning('Failed', `Failed to pull image "${image}": ${message}`),
      error,
    ],
    backsOff: true,
  };
}

function defaultMessage(reason: PullFailure, image: string): string {
  switch (reason) {
    case 'InvalidImageName':
      return `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
    case 'ErrImageNeverPull':
      return `Container image "${image}" is not present with pull policy of Never`;
    case 'RegistryUnavailable':
      return `image pull failed for ${image} because the registry is unavailable`;
    default:
      return `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
  }
}
