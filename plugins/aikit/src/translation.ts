import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/**
 * Texts of the AIKit frontend, in English; an app may translate them.
 *
 * @public
 */
export const aikitTranslationRef = createTranslationRef({
  id: 'aikit',
  messages: {
    age: {
      now: 'just now',
      seconds: '{{n}} s ago',
      minutes: '{{n}} min ago',
      hours: '{{n}} h ago',
      days: '{{n}} d ago',
    },
    card: {
      title: 'AIKit inference',
      place: '{{cluster}} / {{namespace}}',
      loading: 'Loading the workloads',
      updated: 'updated {{ago}}',
      lastSeen: 'last seen {{ago}}',
      neverSeen: 'never seen',
      error: 'The workloads cannot be shown: {{message}}',
      retry: 'Try again',
      disconnected:
        'Asking the portal for news fails ({{message}}); what is shown is the last answer.',
      expand: 'Show details of {{name}}',
    },
    marker: {
      live: 'live',
      connecting: 'connecting',
      stale: 'stale',
      unavailable: 'unavailable',
      unsupported: 'not watched',
      disconnected: 'not updating',
      clusters: '{{live}} of {{all}} clusters live',
    },
    health: {
      healthy: 'Healthy',
      progressing: 'Progressing',
      degraded: 'Degraded',
      failed: 'Failed',
      idle: 'Idle',
      unknown: 'Unknown',
    },
    groups: {
      ready_one: '{{ready}} of {{count}} group ready',
      ready_other: '{{ready}} of {{count}} groups ready',
      serversReady_one: '{{ready}} of {{count}} server ready',
      serversReady_other: '{{ready}} of {{count}} servers ready',
      group: 'group {{index}}',
      server: 'server {{index}}',
      surge: 'extra, for the rolling update',
      strip: 'Groups by state',
      section: '{{n}} {{state}}',
      cell: '{{title}}: {{message}}, {{ready}} of {{all}} pods ready',
      morePods: '{{n}} more: {{states}}',
    },
    groupState: {
      ready: 'ready',
      progressing: 'starting',
      pending: 'waiting',
      failed: 'failed',
      terminating: 'terminating',
      unknown: 'unknown',
    },
    pod: {
      heading: '{{role}} {{name}}',
      node: 'on {{node}}',
      noNode: 'on no node',
      device: '{{n}} {{resource}}',
      noDevice: 'no accelerators',
      restarts_one: '{{count}} restart',
      restarts_other: '{{count}} restarts',
      since: 'since {{time}}',
    },
    role: { leader: 'leader', worker: 'worker', server: 'server' },
    roleLetter: { leader: 'L', worker: 'W', server: 'S' },
    podState: {
      ready: 'ready',
      running: 'running, not ready yet',
      starting: 'starting',
      pending: 'pending',
      failed: 'failed',
      terminating: 'terminating',
      unknown: 'unknown',
      missing: 'missing',
    },
    accelerators: {
      allocated: '{{allocated}} of {{requested}} allocated',
      pending: '{{pending}} pending',
      none: 'No accelerators requested',
      short: '{{allocated}} of {{requested}} {{resource}}',
    },
    findings: {
      title: 'Findings',
      more: '{{n}} more',
      fewer: 'Show fewer',
      error: 'Error',
      warning: 'Warning',
      info: 'Note',
    },
    cluster: {
      connecting: '{{cluster}}: connecting; its workloads are not known yet.',
      stale: '{{cluster}}: last seen {{ago}}; shown is what was known then.',
      unavailable: '{{cluster}} is unavailable; its workloads are not known.',
      unsupported:
        '{{cluster}} cannot be watched in the background; its workloads are not known.',
    },
    empty: {
      nothing: 'Nothing is deployed for {{name}} yet.',
      nothingSeen:
        'Nothing is deployed for {{name}} on the clusters that can be seen.',
      unknown: 'Whether something is deployed for {{name}} is not known.',
      noClusters:
        'The portal has no Kubernetes cluster; add one under kubernetes.clusterLocatorMethods in its configuration.',
      next: 'Deploy a model with the template, or label a running LeaderWorkerSet or Deployment as the entity’s Kubernetes annotations say.',
      button: 'Deploy a model',
    },
    clusterPicker: {
      title: 'Cluster',
      placeholder: 'Choose a cluster',
      loading: 'Loading the clusters…',
      loadError: 'The clusters cannot be loaded: {{message}}. Trying again.',
      noneUsable:
        'No cluster can be deployed to at the moment; see the reasons in the list.',
      none: 'The portal has no Kubernetes cluster; add one under kubernetes.clusterLocatorMethods in its configuration.',
      option: '{{title}} · {{facts}}',
      free: '{{free}} of {{usable}} {{resource}} free',
      noAccelerators: 'no accelerators',
      noLeaderWorkerSet: 'standard mode only (no LeaderWorkerSet API)',
      stale: 'last seen {{ago}}',
      connecting: 'connecting',
      unavailable: 'unavailable: {{error}}',
      unsupported: 'cannot be watched: {{error}}',
      noReason: 'no reason given',
      notListed: '{{name}} (not a cluster of this portal)',
    },
  },
});
