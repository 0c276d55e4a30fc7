import {
  errorLines,
  findPreset,
  Limits,
  overriddenInputs,
  parsePath,
  Preset,
  RenderResult,
  renderWorkload,
  ValueIssue,
} from '@aikit-backstage/plugin-aikit-common';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { aikitApiRef } from '../api';
import { Inference, readInference } from './inference';
import {
  fieldThat,
  galleryFields,
  InputField,
  inputFields,
  modelKindOf,
} from './inputFields';
import { Place, readPlace } from './place';
import { atInput, findLimits, issuesByPolicy } from './policy';
import { draftIssues } from './valuesText';

/** Stand in for what is asked for on a later step. */
const UNKNOWN = { name: 'model', namespace: 'default' };

/** Checked where they are entered, not with what is to run. */
const PLACE = /^(cluster|name|namespace|owner|system)\b/;

/**
 * Renders what is to run: the manifests with warnings, or the errors, in the
 * words of the scaffolder's actions and the command line.
 *
 * @param where - as far as it is known yet
 */
export function renderInference(
  { preset, inputs, values = {} }: Inference,
  where: Pick<Place, 'name' | 'namespace' | 'release' | 'lwsVersion'> = {},
): RenderResult {
  return renderWorkload({
    preset: { name: preset, inputs },
    values,
    name: where.name || UNKNOWN.name,
    namespace: where.namespace || UNKNOWN.namespace,
    // It has to fit the name, which may be on a later step.
    release: where.name && where.release,
    lwsVersion: where.lwsVersion,
  });
}

/** The name of the input that an issue is about, or of which it names a part. */
export function inputOf({ path }: ValueIssue): string | undefined {
  const [preset, inputs, name] = parsePath(path) ?? [];
  return preset === 'preset' && inputs === 'inputs' && name !== undefined
    ? String(name)
    : undefined;
}

/** Whether an issue is about the given input, or a part of it. */
export function concernsInput(issue: ValueIssue, name: string): boolean {
  return inputOf(issue) === name;
}

/** The steps of the form on which inputs are entered. */
export type InputStep = 'model' | 'engine' | 'size';

/** The groups of inputs on the second step; the rest is on the third. */
const ENGINE_GROUPS = ['model', 'mode'];

/** An own image was chosen, but not named yet. */
function missingImage({ inputs }: Inference, preset: Preset): ValueIssue[] {
  const image = fieldThat(preset, 'image')?.name;
  return modelKindOf(preset) === 'ready' && image && inputs[image] === ''
    ? [
        {
          severity: 'error',
          path: `preset.inputs.${image}`,
          message: 'is required: the image with its tag',
          rule: 'required',
          given: '',
        },
      ]
    : [];
}

function errorsFirst(issues: readonly ValueIssue[]): ValueIssue[] {
  const isError = ({ severity }: ValueIssue) => severity === 'error';
  return [
    ...issues.filter(isError),
    ...issues.filter(issue => !isError(issue)),
  ];
}

/**
 * The issues that a step of the form shows, errors first. The first two steps
 * show those of their own inputs; the third, with which the inputs are
 * complete, all others. Values that are laid over the preset's are left to
 * where they are edited, but for what they hide of the inputs.
 *
 * @param limits - what the policy lets the owner do, where it is known
 */
export function issuesOfStep(
  inference: Inference,
  step: InputStep,
  limits?: Limits,
): ValueIssue[] {
  const { preset: name, inputs, values = {} } = inference;
  const preset = findPreset(name);
  const ofGallery = preset ? galleryFields(preset) : [];
  const ofEngine = (preset ? inputFields(preset) : []).filter(
    ({ group = '' }) => ENGINE_GROUPS.includes(group),
  );
  const concernsAny = (issue: ValueIssue, fields: readonly InputField[]) =>
    fields.some(field => concernsInput(issue, field.name));
  const isShown = (issue: ValueIssue): boolean =>
    step === 'model'
      ? concernsAny(issue, ofGallery)
      : (step === 'engine') ===
        (issue.path === 'preset.name' || concernsAny(issue, ofEngine));
  const rendered = renderInference({ preset: name, inputs });
  return errorsFirst(
    [
      ...(preset ? missingImage(inference, preset) : []),
      ...rendered.issues,
      ...issuesByPolicy(limits, rendered, {}).map(issue =>
        atInput(inference, issue),
      ),
      ...overriddenInputs({ name, inputs }, values),
    ].filter(issue => !PLACE.test(issue.path) && isShown(issue)),
  );
}

/**
 * What is wrong, or doubtful, with the text of the editor of values or what it
 * renders to, errors first: in the words of the scaffolder's actions and the
 * command line.
 *
 * @param limits - what the policy lets the owner do, where it is known
 */
export function valuesIssues(
  inference: Inference,
  place: Place,
  limits?: Limits,
): readonly ValueIssue[] {
  const ofDraft = draftIssues(inference);
  if (ofDraft.length > 0) {
    return errorsFirst(ofDraft);
  }
  const rendered = renderInference(inference, place);
  return errorsFirst([
    ...rendered.issues,
    ...issuesByPolicy(limits, rendered, place),
  ]);
}

/**
 * Refuses to leave a step while there are errors with what it asks for, in the
 * words in which the action would refuse.
 */
export function validateStep(step: InputStep): CustomFieldValidator<Inference> {
  return async (value, validation, { apiHolder, formData }) => {
    const { owner } = readPlace(formData);
    const limits = await findLimits(apiHolder.get(aikitApiRef), owner);
    errorLines(issuesOfStep(readInference(value), step, limits)).forEach(line =>
      validation.addError(line),
    );
  };
}
