import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { InputField } from '../inputFields';

/** What the control of every kind of input gets. */
export interface ControlProps {
  /** Unique in the document. */
  id: string;
  field: InputField;
  /** What was entered; undefined is the default. */
  value: unknown;
  onChange: (value: unknown) => void;
  /** With this input, and with parts of it. */
  issues: readonly ValueIssue[];
  disabled?: boolean;
}
