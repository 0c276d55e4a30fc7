import { ControlProps } from './control';
import { TypedControl } from './TypedControl';

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

/** Control of texts, quantities and numbers. */
export function TextControl(props: ControlProps) {
  const { field } = props;
  const isNumber = field.kind === 'number';
  const parse = (text: string) => {
    const entered = text.trim();
    if (entered === '') {
      return undefined;
    }
    // What is no number is left to the preset to refuse in its words.
    return isNumber && Number.isFinite(Number(entered))
      ? Number(entered)
      : entered;
  };
  return (
    <TypedControl
      {...props}
      textOf={textOf}
      parse={parse}
      description={field.description}
      placeholder={field.example}
      type={isNumber ? 'number' : undefined}
    />
  );
}
