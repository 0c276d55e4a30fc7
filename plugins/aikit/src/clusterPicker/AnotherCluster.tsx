import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { useState } from 'react';
import { aikitTranslationRef } from '../translation';

/**
 * Takes the name of a cluster that is not in the list. While somebody types it
 * shows what is typed, also where a cluster in the list has that name.
 */
export function AnotherCluster(props: {
  /** Unique in the document. */
  id: string;
  /** The name, if the chosen cluster is not in the list. */
  value?: string;
  /** Told undefined when it is cleared. */
  onChange: (name: string | undefined) => void;
  disabled?: boolean;
}) {
  const { id, value, onChange, disabled } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const [typed, setTyped] = useState<string>();
  return (
    <TextField
      id={id}
      fullWidth
      label={t('clusterPicker.another')}
      helperText={t('clusterPicker.anotherHelp')}
      value={typed ?? value ?? ''}
      onChange={event => {
        setTyped(event.target.value);
        onChange(event.target.value.trim() || undefined);
      }}
      onBlur={() => setTyped(undefined)}
      disabled={disabled}
      InputLabelProps={{ shrink: true }}
    />
  );
}
