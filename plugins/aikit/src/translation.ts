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
      foreignClaim:
        'Not counted as part of this entity: it names {{owner}} as its owner, in a place that is not theirs or against the owner of the entity.',
      nobody: 'nobody',
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
    incomplete: {
      submission:
        'A submission of {{name}} to {{cluster}} / {{namespace}} stopped half-way at {{time}}: submit it again to complete it, or remove it.',
      removal:
        'The removal of {{name}} from {{cluster}} / {{namespace}} stopped half-way at {{time}}: remove it again to complete it.',
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
      noAnnotation:
        'Which workloads belong to {{name}} is not known: the entity has no annotation {{annotation}}.',
      annotate:
        'Add {{annotation}}: {{name}} to the annotations in the entity’s metadata. Then deploy a model with the template, or give a running LeaderWorkerSet or Deployment the label of the same name and value.',
      next: 'Deploy a model with the template, or label a running LeaderWorkerSet or Deployment as the entity’s Kubernetes annotations say.',
      button: 'Deploy a model',
    },
    form: {
      use: 'Use {{value}}',
      leaveOut: 'Leave it out',
      draft: {
        unreadable:
          'The text of the values editor, on a later step, cannot be read: {{message}}. What is changed here counts only until that text is put right, which then says all values.',
        discard: 'Discard the text',
      },
      labelsHelp: 'Written as key=value, separated by commas.',
      groups: {
        model: 'The model',
        size: 'Size',
        parallelism: 'Parallelism',
        placement: 'Nodes',
      },
    },
    gallery: {
      title: 'Model',
      filter: 'Find a model',
      found: '{{n}} of {{all}} models',
      memory: '{{n}} GiB',
      runsOn: { cpuAndGpu: 'CPU or GPU', cpu: 'CPU only', gpu: 'GPU only' },
      kind: { chat: 'chat', image: 'images' },
      columns: {
        model: 'Model',
        parameters: 'Parameters',
        quantization: 'Quantization',
        memory: 'Memory needed',
        runsOn: 'Runs on',
        kind: 'Makes',
      },
      ownImage: 'Own image',
      ownImageText: 'An image of one’s own that was built with AIKit.',
      hub: 'Hub model with {{engine}}',
      image: 'Own image with {{engine}}',
    },
    engine: {
      title: 'Engine',
      right: 'When it is right',
      mode: { standard: 'Standard', distributed: 'Distributed' },
      when: {
        standard: 'The model fits one pod: each pod serves alone (Deployment).',
        distributed:
          'The model needs several pods: a leader and its workers serve together (LeaderWorkerSet).',
      },
    },
    size: {
      groups_one: '{{number}} group',
      groups_other: '{{number}} groups',
      pods_one: '{{number}} pod',
      pods_other: '{{number}} pods',
      range: '{{least}} to {{most}}',
      none: '{{pods}}, no accelerators',
      noneGrouped: '{{groups}} × {{pods}}, no accelerators',
      legend: 'groups × (leader + workers × each)',
      notKnown: 'The sum is not known until the errors are put right.',
    },
    values: {
      title: 'Values',
      help: 'All values that count, in step with the form. A values.yaml pasted over all of them is taken as Helm takes it. Ctrl+Space proposes keys and values; Tab indents; Escape, then Tab leaves the editor.',
      noValues:
        'There are no values yet: put right what the earlier steps ask for.',
      noIssues: 'No errors and no warnings.',
      issues: 'Errors: {{errors}}. Warnings: {{warnings}}.',
      issuesTitle: 'Errors and warnings',
      goTo: 'Go to {{path}}',
    },
    review: {
      title: 'What will run',
      errors: 'There is nothing to show before the errors above are put right.',
      manifests: 'Manifests',
      fit: {
        yes: 'Fits.',
        no: 'Does not fit now.',
        unknown: 'Not known whether it fits.',
        notAsked: 'The cluster has not answered yet.',
      },
      changes: {
        title: 'Changes',
        notAsked:
          'The cluster is asked when cluster, namespace and name are chosen and the values have no errors.',
        unwatched:
          'Not known: the portal does not watch this cluster, and does not ask it.',
        asking: 'Asking the cluster what would change',
        nothing: 'Nothing would change: this is what runs.',
        new: 'Nothing of this name runs yet: all of it will be new.',
        some: 'This would change what runs:',
        retry: 'Ask again',
      },
      change: {
        created: '{{object}}: new',
        updated: '{{object}}: changed',
        unchanged: '{{object}}: unchanged',
        deleted: '{{object}}: removed',
      },
      lines: 'Changed lines of {{object}}',
      refused: {
        invalid: 'It would be refused.',
        forbidden: 'It is not allowed.',
        notFound: 'Something it needs is not there.',
        conflict: 'It is in conflict with what is there.',
        unavailable: 'The cluster or the portal cannot be reached.',
        failed: 'Asking the cluster failed.',
      },
      remedy: {
        invalid: 'Change the values as the message says.',
        forbidden:
          'Choose another cluster, namespace or name, or ask whoever the message names for the permission.',
        notFound: 'Choose another cluster or namespace.',
        conflict:
          'Choose another name, or leave the fields that somebody else manages out of the values.',
        unavailable: 'Try again, or choose another cluster.',
        failed:
          'Try again; if it goes on, show the message to the platform team.',
      },
    },
    clusterPicker: {
      title: 'Cluster',
      loading: 'Loading the clusters…',
      loadError: 'The clusters cannot be loaded: {{message}}. Trying again.',
      noneUsable:
        'No cluster can be deployed to at the moment; see the reasons in the list.',
      none: 'The portal has no Kubernetes cluster; add one under kubernetes.clusterLocatorMethods in its configuration.',
      option: '{{title}} · {{facts}}',
      free: '{{free}} of {{usable}} {{resource}} free',
      noAccelerators: 'no accelerators',
      onOneNode: 'at most {{n}} on one node',
      unusable: '{{n}} on nodes that are away or cordoned',
      columns: {
        cluster: 'Cluster',
        accelerators: 'Accelerators',
        lws: 'LeaderWorkerSet',
        state: 'State',
      },
      lwsVersion: 'LWS {{version}}',
      lwsNoVersion: 'LWS, version not known',
      lws: {
        missing: 'no LWS: standard mode only',
        unknown: 'LWS not known',
      },
      stale: 'last seen {{ago}}',
      connecting: 'connecting',
      unavailable: 'unavailable: {{error}}',
      unsupported: 'cannot be watched: {{error}}',
      noReason: 'no reason given',
      another: 'Another cluster',
      anotherHelp:
        'The name of a cluster that is not in the list. Nothing is asked of it, and nothing checked there.',
      notListed: '{{name}} is not a cluster of this portal: choose another',
    },
  },
});
