import {
  findPreset,
  fullEntityRef,
  InputMeaning,
  Limits,
  policyIssues,
  policyPlaceIssues,
  RenderResult,
  ValueIssue,
} from '@aikit-backstage/plugin-aikit-common';
import { useApi } from '@backstage/core-plugin-api';
import useSWR from 'swr';
import { AikitApi, aikitApiRef } from '../api';
import { Inference } from './inference';
import { enteredFor, fieldThat, modelKindOf } from './inputFields';
import { dataOfForm, Place, readPlace } from './place';

/**
 * What the policy lets an owner do; without one, anybody. Undefined if that
 * cannot be known at the moment: then the backend's own checks see to it.
 */
export async function findLimits(
  api: AikitApi | undefined,
  owner: string | undefined,
): Promise<Limits | undefined> {
  try {
    const response = await api?.policy(owner && fullEntityRef(owner, 'group'));
    return response?.limits;
  } catch {
    return undefined;
  }
}

/** The same for the owner that was chosen in the form, as far as it was. */
export function useLimits(formContext: unknown): Limits | undefined {
  const api = useApi(aikitApiRef);
  const { owner } = readPlace(dataOfForm(formContext));
  const { data } = useSWR(
    ['aikit policy', owner, api],
    async ([, chosen]) => ({ limits: await findLimits(api, chosen) }),
    { revalidateOnFocus: false },
  );
  return data?.limits;
}

/** Of these, what holds for everybody says something of any owner. */
const FOR_ANYBODY =
  /^policy-(clusters|images|models|pods|accelerators|approval)$/;

/**
 * Until the owner is chosen, limits are no more than a hint: those of the owner
 * may be others.
 */
function asFarAsKnown(limits: Limits, issues: ValueIssue[]): ValueIssue[] {
  return limits.owner
    ? issues
    : issues
        .filter(({ rule }) => FOR_ANYBODY.test(rule))
        .map(issue => ({ ...issue, severity: 'warning' }));
}

/** What the policy says of what is to run and, where it is known, of where. */
export function issuesByPolicy(
  limits: Limits | undefined,
  rendered: RenderResult,
  place: Place,
): ValueIssue[] {
  if (!limits || !rendered.ok) {
    return [];
  }
  const { name, namespace, manifests } = rendered;
  const { cluster } = place;
  const issues = policyIssues(limits, { cluster, namespace, name, manifests });
  return asFarAsKnown(limits, issues).filter(
    ({ path }) => path !== 'namespace' || place.namespace,
  );
}

/** What it says of the place alone, as far as it was entered. */
export function placeIssuesByPolicy(
  limits: Limits | undefined,
  { cluster, namespace, name = '' }: Place,
): ValueIssue[] {
  if (!limits) {
    return [];
  }
  const place = { cluster, namespace: namespace ?? '', name };
  const issues = policyPlaceIssues(limits, place);
  return asFarAsKnown(limits, issues).filter(
    ({ path }) => path !== 'namespace' || namespace,
  );
}

/**
 * The issue at the input that makes the value, where the preset has one: the
 * image, the model, the Secret of the model hub or how many groups there are.
 */
export function atInput(inference: Inference, issue: ValueIssue): ValueIssue {
  const preset = findPreset(inference.preset);
  // A ready model is an image of its own.
  const isReady =
    preset &&
    modelKindOf(preset) === 'ready' &&
    !enteredFor(inference, 'image');
  const makers: Record<string, InputMeaning> = {
    'policy-images': isReady ? 'model' : 'image',
    'policy-models': 'model',
    'policy-secrets': 'hubSecret',
    'policy-pods': 'groups',
    'policy-accelerators': 'groups',
    'policy-approval': 'groups',
  };
  const means = makers[issue.rule];
  const field = means && fieldThat(preset, means);
  return field ? { ...issue, path: `preset.inputs.${field.name}` } : issue;
}
