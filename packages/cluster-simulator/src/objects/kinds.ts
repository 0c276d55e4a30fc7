import type { IControllerRevision } from 'kubernetes-models/apps/v1/ControllerRevision';
import type { IDeploymentSpec } from 'kubernetes-models/apps/v1/DeploymentSpec';
import type { IDeploymentStatus } from 'kubernetes-models/apps/v1/DeploymentStatus';
import type { IReplicaSetSpec } from 'kubernetes-models/apps/v1/ReplicaSetSpec';
import type { IReplicaSetStatus } from 'kubernetes-models/apps/v1/ReplicaSetStatus';
import type { IStatefulSetSpec } from 'kubernetes-models/apps/v1/StatefulSetSpec';
import type { IStatefulSetStatus } from 'kubernetes-models/apps/v1/StatefulSetStatus';
import type { IHorizontalPodAutoscalerSpec } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscalerSpec';
import type { IHorizontalPodAutoscalerStatus } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscalerStatus';
import type { INodeSpec } from 'kubernetes-models/v1/NodeSpec';
import type { INodeStatus } from 'kubernetes-models/v1/NodeStatus';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IPodStatus } from 'kubernetes-models/v1/PodStatus';
import type { IServiceSpec } from 'kubernetes-models/v1/ServiceSpec';
import { KubeObject } from './types';

export interface Pod extends KubeObject {
  spec: IPodSpec;
  status?: IPodStatus;
}

export interface Node extends KubeObject {
  spec?: INodeSpec;
  status?: INodeStatus;
}

export interface Service extends KubeObject {
  spec: IServiceSpec;
}

/** An event, in the form of the core group. */
export interface EventObject extends KubeObject {
  involvedObject: {
    apiVersion?: string;
    kind: string;
    namespace?: string;
    name: string;
    uid?: string;
    resourceVersion?: string;
    fieldPath?: string;
  };
  reason: string;
  message: string;
  type: 'Normal' | 'Warning';
  count?: number;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  reportingComponent: string;
  reportingInstance: string;
  source: { component?: string; host?: string };
}

export interface Deployment extends KubeObject {
  spec: IDeploymentSpec;
  status?: IDeploymentStatus;
}

export interface ReplicaSet extends KubeObject {
  spec: IReplicaSetSpec;
  status?: IReplicaSetStatus;
}

export interface StatefulSet extends KubeObject {
  spec: IStatefulSetSpec;
  status?: IStatefulSetStatus;
}

export interface ControllerRevision extends KubeObject {
  data: IControllerRevision['data'];
  revision: number;
}

export interface HorizontalPodAutoscaler extends KubeObject {
  spec: IHorizontalPodAutoscalerSpec;
  status?: IHorizontalPodAutoscalerStatus;
}
