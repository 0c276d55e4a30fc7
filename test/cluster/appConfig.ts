/** The configuration that shows one cluster, by a token, in Backstage. */
export function toAppConfig(
  name: string,
  { url, caData }: { url: string; caData?: string },
  serviceAccountToken: string,
) {
  const authProvider = 'serviceAccount';
  const cluster = {
    name,
    url,
    authProvider,
    serviceAccountToken,
    ...(caData && { caData }),
  };
  return {
    kubernetes: {
      clusterLocatorMethods: [{ type: 'config', clusters: [cluster] }],
    },
  };
}

/** What {@link toAppConfig} makes. */
export type ClusterAppConfig = ReturnType<typeof toAppConfig>;
