import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import TextField from '@material-ui/core/TextField';
import { useEffect, useState } from 'react';
import { aikitApiRef } from '../api';
import { ClusterMarker } from '../card/Marker';
import { AikitClusterPickerProps, CLUSTER_PICKER_NAME } from '../form/field';
import { IssueText } from '../form/controls/FieldHelp';
import { Cluster, dataOfForm, isUsable, readPlace } from '../form/place';
import { placeIssuesByPolicy, useLimits } from '../form/policy';
import { RadioTable } from '../form/RadioTable';
import { useLive } from '../live/useLive';
import { aikitTranslationRef } from '../translation';
import { defaultCluster, useClusterOption } from './options';

/** Free accelerators change while a person fills in the form. */
const INTERVALS = { poll: 15_000, retry: 5_000 };

/**
 * Field of a template's form: which cluster to deploy to, with its free
 * accelerators and its LeaderWorkerSet. Starts with the first live one;
 * clusters that cannot be deployed to are listed with the reason. With the
 * option `allowUnwatched` they can be chosen too, and others named.
 *
 * @public
 */
export function AikitClusterPicker(props: AikitClusterPickerProps) {
  const { formData, onChange, rawErrors, required, disabled } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const allowUnwatched =
    props.uiSchema?.['ui:options']?.allowUnwatched === true;
  const isDisabled = disabled || Boolean(props.uiSchema?.['ui:disabled']);
  const id = props.idSchema?.$id ?? CLUSTER_PICKER_NAME;
  const api = useApi(aikitApiRef);
  const { data: clusters, error } = useLive<Cluster[]>(
    ['aikit clusters', api],
    async ({ signal }) => ({
      modified: true,
      body: (await api.clusters({ signal })).items,
    }),
    INTERVALS,
  );
  const toOption = useClusterOption();
  const limits = useLimits(props.formContext);
  const refusals = placeIssuesByPolicy(limits, {
    ...readPlace(dataOfForm(props.formContext)),
    cluster: formData,
  });

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
    if (allowUnwatched) {
      return undefined;
    }
    if (clusters.length === 0) {
      return t('clusterPicker.none');
    }
    return clusters.some(isUsable) ? undefined : t('clusterPicker.noneUsable');
  };
  const helpText = help();
  const isListed = clusters?.some(({ name }) => name === formData);
  const title =
    props.uiSchema?.['ui:title'] ??
    props.schema.title ??
    t('clusterPicker.title');

  const toRow = (cluster: Cluster) => {
    const {
      value,
      text,
      state,
      lws,
      disabled: closed,
      ...option
    } = toOption(cluster);
    const usable = isUsable(cluster);
    return {
      value,
      label: text,
      disabled: closed && !allowUnwatched,
      cells: [
        option.title,
        usable && <ClusterAccelerators cluster={cluster} />,
        usable && lws,
        <>
          <ClusterMarker state={cluster.state} />
          {state && <div>{state}</div>}
        </>,
      ],
    };
  };

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
      <FormLabel>{title}</FormLabel>
      {clusters && clusters.length > 0 && (
        <RadioTable
          id={id}
          label={title}
          columns={[
            t('clusterPicker.columns.cluster'),
            t('clusterPicker.columns.accelerators'),
            t('clusterPicker.columns.lws'),
            t('clusterPicker.columns.state'),
          ]}
          rows={clusters.map(toRow)}
          value={formData}
          onChange={onChange}
          disabled={isDisabled}
        />
      )}
      {allowUnwatched && (clusters || error) && (
        <AnotherCluster
          id={`${id}-another`}
          value={isListed ? undefined : formData}
          onChange={onChange}
          disabled={isDisabled}
        />
      )}
      {!allowUnwatched && clusters && formData && !isListed && (
        <FormHelperText error>
          {t('clusterPicker.notListed', { name: formData })}
        </FormHelperText>
      )}
      {helpText && <FormHelperText role="status">{helpText}</FormHelperText>}
      <div role="status">
        {refusals.map(issue => (
          <IssueText key={issue.rule} issue={issue} path={issue.path} />
        ))}
      </div>
    </ScaffolderField>
  );
}

/** What a cluster has of each kind of accelerator, and what of it is free. */
function ClusterAccelerators({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  if (cluster.accelerators.length === 0) {
    return <>{t('clusterPicker.noAccelerators')}</>;
  }
  return (
    <>
      {cluster.accelerators.map(accelerator => (
        <div key={accelerator.resource}>
          {t('clusterPicker.free', {
            free: String(accelerator.free),
            usable: String(accelerator.usable),
            resource: accelerator.resource,
          })}
          {accelerator.free > accelerator.largestFree &&
            `, ${t('clusterPicker.onOneNode', {
              n: String(accelerator.largestFree),
            })}`}
          {accelerator.total > accelerator.usable &&
            `, ${t('clusterPicker.unusable', {
              n: String(accelerator.total - accelerator.usable),
            })}`}
          {accelerator.models.length > 0 &&
            ` · ${accelerator.models.join(', ')}`}
        </div>
      ))}
    </>
  );
}

/**
 * Takes the name of a cluster that is not in the list. While somebody types it
 * shows what is typed, also where a cluster in the list has that name.
 */
function AnotherCluster(props: {
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
