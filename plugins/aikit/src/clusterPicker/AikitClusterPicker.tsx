import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import FormHelperText from '@material-ui/core/FormHelperText';
import TextField from '@material-ui/core/TextField';
import { useEffect, useMemo } from 'react';
import { aikitApiRef } from '../api';
import { LiveQuery } from '../live/LiveQuery';
import { useLiveQuery } from '../live/useLiveQuery';
import { aikitTranslationRef } from '../translation';
import { defaultCluster, isUsable, useClusterOption } from './options';
import { AikitClusterPickerProps } from './schema';

/** Free accelerators change while a person fills in the form. */
const INTERVALS = { poll: 15_000, retry: 5_000 };

/**
 * Field of a template's form: which cluster to deploy to, with its free
 * accelerators. Starts with the first live one; clusters that cannot be
 * deployed to are listed with the reason.
 *
 * @public
 */
export function AikitClusterPicker(props: AikitClusterPickerProps) {
  const { formData, onChange, rawErrors, required, disabled } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const api = useApi(aikitApiRef);
  const query = useMemo(
    () =>
      new LiveQuery(async ({ signal }) => ({
        modified: true,
        body: (await api.clusters({ signal })).items,
      })),
    [api],
  );
  const { data: clusters, error } = useLiveQuery(query, INTERVALS);
  const toOption = useClusterOption();

  const preselected = clusters && defaultCluster(clusters);
  useEffect(() => {
    if (formData === undefined && preselected !== undefined) {
      onChange(preselected);
    }
  }, [formData, preselected, onChange]);

  const help = () => {
    if (error) {
      return t('clusterPicker.loadError', { message: error.message });
    }
    if (!clusters) {
      return t('clusterPicker.loading');
    }
    if (clusters.length === 0) {
      return t('clusterPicker.none');
    }
    return clusters.some(isUsable) ? undefined : t('clusterPicker.noneUsable');
  };
  const helpText = help();
  const unlisted =
    clusters && formData && !clusters.some(({ name }) => name === formData);

  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={
        props.uiSchema?.['ui:description'] ?? props.schema.description
      }
      required={required}
      disabled={disabled}
      errors={props.errors}
    >
      <TextField
        id={props.idSchema?.$id}
        select
        label={
          props.uiSchema?.['ui:title'] ??
          props.schema.title ??
          t('clusterPicker.title')
        }
        value={formData ?? ''}
        required={required}
        disabled={disabled || props.uiSchema?.['ui:disabled'] || !clusters}
        error={Boolean(rawErrors?.length)}
        onChange={event => onChange(event.target.value || '')}
        InputLabelProps={{ shrink: true }}
        SelectProps={{ native: true }}
      >
        <option value="">
          {clusters
            ? t('clusterPicker.placeholder')
            : t('clusterPicker.loading')}
        </option>
        {unlisted && (
          <option value={formData}>
            {t('clusterPicker.notListed', { name: formData })}
          </option>
        )}
        {clusters?.map(toOption).map(option => (
          <option
            key={option.value}
            value={option.value}
            disabled={option.disabled}
          >
            {option.text}
          </option>
        ))}
      </TextField>
      {helpText && <FormHelperText>{helpText}</FormHelperText>}
    </ScaffolderField>
  );
}
