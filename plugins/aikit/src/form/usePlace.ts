import { useApi } from '@backstage/core-plugin-api';
import { useEffect, useMemo, useState } from 'react';
import { aikitApiRef } from '../api';
import { findCluster } from '../clusterPicker/findCluster';
import { Cluster, isUsable } from '../clusterPicker/options';
import { dataOfForm, Place, readPlace } from './place';

/** What the portal knows of a cluster; undefined until it has been asked. */
type Known = { cluster: Cluster | undefined };

/**
 * Where the form's workload is to run, and whether the portal watches its
 * cluster, so that it can be asked: undefined as long as that is not known.
 */
export function usePlace(formContext: unknown): {
  place: Place;
  watched?: boolean;
} {
  const api = useApi(aikitApiRef);
  const formData = dataOfForm(formContext);
  const entered = useMemo(() => readPlace(formData), [formData]);
  const { cluster: name } = entered;
  const [known, setKnown] = useState<Known>();

  useEffect(() => {
    let current = true;
    setKnown(undefined);
    if (name) {
      findCluster(api, name).then(cluster => {
        if (current) {
          setKnown({ cluster });
        }
      });
    }
    return () => {
      current = false;
    };
  }, [api, name]);

  const lwsVersion = known?.cluster?.leaderWorkerSetVersion;
  const place = useMemo(
    () => ({ ...entered, lwsVersion }),
    [entered, lwsVersion],
  );
  return {
    place,
    watched: known && Boolean(known.cluster && isUsable(known.cluster)),
  };
}
