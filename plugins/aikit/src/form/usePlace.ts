import { useApi } from '@backstage/core-plugin-api';
import { useEffect, useMemo, useState } from 'react';
import { aikitApiRef } from '../api';
import { findCluster } from '../clusterPicker/findCluster';
import { dataOfForm, Place, readPlace } from './place';

/** Where the form's workload is to run, and what is known of its cluster. */
export function usePlace(formContext: unknown): Place {
  const api = useApi(aikitApiRef);
  const formData = dataOfForm(formContext);
  const place = useMemo(() => readPlace(formData), [formData]);
  const { cluster } = place;
  const [lwsVersion, setLwsVersion] = useState<string>();

  useEffect(() => {
    let current = true;
    setLwsVersion(undefined);
    if (cluster) {
      findCluster(api, cluster).then(found => {
        if (current) {
          setLwsVersion(found?.leaderWorkerSetVersion);
        }
      });
    }
    return () => {
      current = false;
    };
  }, [api, cluster]);

  return useMemo(() => ({ ...place, lwsVersion }), [place, lwsVersion]);
}
