import { Rule, Sighting } from './rule';
import { membersOf, Situation, Troubled, troubledBy } from './situation';
import { about, countOf, groupBy, quote } from './words';

type Failure = 'denied' | 'not-found' | 'other';

/** Registries hide that an image is there from those who may not have it. */
const DENIED =
  /unauthorized|authentication required|denied|forbidden|no basic auth|\b40[13]\b/i;
const NOT_FOUND =
  /not found|manifest unknown|name unknown|no such (image|manifest)|pull policy of Never|\b404\b/i;

function classify(cause: string): Failure {
  if (DENIED.test(cause)) {
    return 'denied';
  }
  return NOT_FOUND.test(cause) ? 'not-found' : 'other';
}

/**
 * What the kubelet says of a failed pull. While it backs off, its older
 * releases repeat the image's name only, and the cause is in the pod's events.
 */
function causeOf({ member, trouble }: Troubled, situation: Situation): string {
  const { message = '', image } = trouble.container;
  const failed = situation.observation
    .eventsAbout(member.pod.uid)
    .find(
      event => event.reason === 'Failed' && /pull image/.test(event.message),
    );
  return classify(withoutImage(message, image)) === 'other' && failed
    ? failed.message
    : message;
}

/** An image's own name says nothing on the cause, even if it has a 404 in it. */
function withoutImage(message: string, image: string): string {
  return message.split(image).join('');
}

function pullRule(options: {
  code: string;
  failure: Failure;
  blocking: boolean;
  describe(
    image: string,
    pods: string,
    cause: string,
  ): Pick<Sighting, 'message' | 'remedy'>;
}): Rule {
  const { code, failure, blocking, describe } = options;
  return {
    code,
    severity: blocking ? 'error' : 'warning',
    blocking,
    diagnose(situation) {
      const found = troubledBy(situation, 'image').filter(one => {
        const cause = causeOf(one, situation);
        const { image } = one.trouble.container;
        return classify(withoutImage(cause, image)) === failure;
      });
      return groupBy(found, one => one.trouble.container.image).map(some => {
        const members = membersOf(some);
        const [first] = some;
        return {
          ...about(members),
          ...describe(
            first.trouble.container.image,
            countOf(members),
            quote(causeOf(first, situation)),
          ),
        };
      });
    },
  };
}

/** Rules on images that cannot be had. */
export const imageRules: Rule[] = [
  {
    code: 'invalid-image-name',
    severity: 'error',
    blocking: true,
    diagnose: situation =>
      groupBy(
        troubledBy(situation, 'image-name'),
        ({ trouble }) => trouble.container.image,
      ).map(some => ({
        ...about(membersOf(some)),
        message: `${
          some[0].trouble.container.image
        } is no valid image name (${countOf(membersOf(some))}).`,
        remedy:
          'Correct the image: registry/repository:tag, in lower case, without a scheme such as https://.',
      })),
  },
  pullRule({
    code: 'image-not-found',
    failure: 'not-found',
    blocking: true,
    describe: (image, pods) => ({
      message: `The image ${image} was not found (${pods}).`,
      remedy: 'Correct the repository or the tag, or push the image.',
    }),
  }),
  pullRule({
    code: 'image-pull-denied',
    failure: 'denied',
    blocking: true,
    describe: (image, pods, cause) => ({
      message: `The registry refuses the image ${image} (${pods}): it needs credentials, or is not there. It says: ${cause}.`,
      remedy:
        'Name a valid pull secret in imagePullSecrets, and check the name of the image.',
    }),
  }),
  pullRule({
    code: 'image-pull-failed',
    failure: 'other',
    blocking: false,
    describe: (image, pods, cause) => ({
      message: `The image ${image} could not be pulled (${pods}): ${cause}.`,
      remedy:
        'The node tries again by itself. If it does not pass, see whether the node reaches the registry.',
    }),
  }),
];
