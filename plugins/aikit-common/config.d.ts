/** Limits of workloads; each key is optional. Patterns are globs with `*`. */
interface AikitLimits {
  /** Clusters by name. */
  clusters?: string[];
  /**
   * Namespaces; `!` excludes. kube-*, lws-system and the portal's own must be
   * written out.
   */
  namespaces?: string[];
  /** Repositories of images with their registry: ghcr.io/kaito-project/*. */
  images?: string[];
  /** Models, where something names them. */
  models?: string[];
  /** Pods of one workload, an autoscaler's maximum; default 1000. */
  pods?: number;
  /** Accelerators of one workload. */
  accelerators?: number;
  /** Of all workloads of an owner in all clusters. */
  total?: { pods?: number; accelerators?: number };
  /** Above this size, a workload waits for an approval. */
  approval?: { pods?: number; accelerators?: number };
  /** Service accounts beside one that is made for the workload. */
  serviceAccounts?: string[];
  /** What a Role of the workload may have, as `get pods`. */
  rbac?: string[];
  volumes?: {
    kinds?: Array<
      | 'emptyDir'
      | 'persistentVolumeClaim'
      | 'configMap'
      | 'secret'
      | 'projected'
      | 'downwardAPI'
      | 'image'
      | 'ephemeral'
      | 'csi'
      | 'nfs'
    >;
    /** Secrets by name, also those that variables come from. */
    secrets?: string[];
    /** Folders of the node; default none. */
    hostPaths?: string[];
  };
  /** Priority classes; system-* must be written out. */
  priorityClasses?: string[];
  runtimeClasses?: string[];
  /** Hosts of Ingress and HTTPRoute. */
  hosts?: string[];
  /** Labels that pods must have. */
  requiredLabels?: string[];
  /** Level of the Pod Security Standards; default baseline. */
  podSecurity?: 'privileged' | 'baseline' | 'restricted';
  /** Whether secrets in plain text are refused; default refuse. */
  secretsInValues?: 'refuse' | 'warn';
  /** Whether owners may take over what the portal did not make. */
  adopt?: boolean;
}

export interface Config {
  aikit?: {
    /**
     * Requests of one user in a minute that ask a cluster or render, ten times
     * as many for another plugin; default 120, which a form cannot come to.
     */
    costlyPerMinute?: number;
    /**
     * What workloads may be and where, whatever the permissions say.
     */
    policy?: AikitLimits & {
      /** Whom to ask; part of every refusal. */
      contact?: string;
      /** The portal's own namespaces; default aikit-backstage. */
      portalNamespaces?: string[];
      /** Which workloads without an entity an entity's card shows. */
      unclaimed?: 'labelled' | 'all' | 'none';
      /**
       * Overrides, key by key: the first of which a pattern matches the
       * owner's full reference.
       */
      owners?: Array<AikitLimits & { match: string[] }>;
    };
  };
}
