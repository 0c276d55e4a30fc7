import { Finding, WorkloadStatus } from '@aikit-backstage/plugin-aikit-common';
import { anObservation } from '@aikit-backstage/plugin-aikit-node/testUtils';
import { evaluate, observedWorkload } from '../__testUtils__/workloads';
import { makeRow, rowJson } from './rows';
import { withoutCluster } from './view';

const NOW = new Date(0);

function rowWith(...findings: Finding[]) {
  const workload = observedWorkload('chat');
  const { status } = evaluate(anObservation({ cluster: 'east', workload }), {
    clusterState: 'live',
    now: NOW,
  });
  return makeRow({ ...status, findings }, workload, NOW, undefined);
}

function finding(code: string, message: string): Finding {
  return {
    code,
    severity: 'error',
    subject: 'chat-0',
    message,
    remedy: message,
  };
}

describe('withoutCluster', () => {
  it.each([
    ['insufficient-accelerators', 'east has 3 free, at most 1 on one node.'],
    ['unschedulable', '0/5 nodes are available.'],
    ['admission-webhook-away', 'dial tcp 10.0.0.1:443: i/o timeout'],
  ])('does not tell what the finding %s says', (code, message) => {
    const shown: WorkloadStatus = JSON.parse(
      rowJson(withoutCluster(rowWith(finding(code, message)))),
    );
    expect(shown.findings).toMatchObject([{ code, subject: 'chat-0' }]);
    expect(JSON.stringify(shown)).not.toContain(message);
  });

  it('leaves what is about the workload', () => {
    const row = rowWith(finding('image-not-found', 'There is no such image.'));
    expect(withoutCluster(row)).toBe(row);
  });
});
