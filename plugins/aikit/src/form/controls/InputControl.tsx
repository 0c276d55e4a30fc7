import { ComponentType } from 'react';
import { InputField } from '../inputFields';
import { BooleanControl } from './BooleanControl';
import { ChoiceControl } from './ChoiceControl';
import { ControlProps } from './control';
import { LabelsControl } from './LabelsControl';
import { MapControl } from './MapControl';
import { TextControl } from './TextControl';

const CONTROLS: Record<InputField['kind'], ComponentType<ControlProps>> = {
  boolean: BooleanControl,
  choice: ChoiceControl,
  labels: LabelsControl,
  map: MapControl,
  number: TextControl,
  text: TextControl,
};

/** The control for an input of any kind. */
export function InputControl(props: ControlProps) {
  const Control = CONTROLS[props.field.kind];
  return <Control {...props} />;
}
