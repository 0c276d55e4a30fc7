import { objectOf } from './__testUtils__/objects';

describe('ingress', () => {
  it('routes hosts and paths to the port of the Service', () => {
    const backend = { service: { name: 'chat', port: { name: 'http' } } };
    expect(
      objectOf('Ingress', {
        service: { port: 80 },
        ingress: {
          enabled: true,
          className: 'nginx',
          annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' },
          hosts: [
            {
              host: 'chat.example.com',
              paths: [{ path: '/v1' }, { path: '/readyz', pathType: 'Exact' }],
            },
            { host: '*.chat.example.com' },
          ],
          tls: [{ secretName: 'chat-tls', hosts: ['chat.example.com'] }],
        },
      }),
    ).toMatchObject({
      metadata: {
        annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' },
      },
      spec: {
        ingressClassName: 'nginx',
        rules: [
          {
            host: 'chat.example.com',
            http: {
              paths: [
                { path: '/v1', pathType: 'Prefix', backend },
                { path: '/readyz', pathType: 'Exact', backend },
              ],
            },
          },
          {
            host: '*.chat.example.com',
            http: { paths: [{ path: '/', pathType: 'Prefix', backend }] },
          },
        ],
        tls: [{ secretName: 'chat-tls', hosts: ['chat.example.com'] }],
      },
    });
  });
});

describe('httpRoute', () => {
  it('routes what matches from the Gateway to the port of the Service', () => {
    const parentRefs = [{ name: 'public', namespace: 'gateways' }];
    const matches = [{ path: { type: 'PathPrefix', value: '/v1' } }];
    expect(
      objectOf('HTTPRoute', {
        service: { port: 80 },
        httpRoute: {
          enabled: true,
          annotations: { note: 'x' },
          parentRefs,
          hostnames: ['chat.example.com'],
          matches,
        },
      }),
    ).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      metadata: { name: 'chat', annotations: { note: 'x' } },
      spec: {
        parentRefs,
        hostnames: ['chat.example.com'],
        rules: [{ matches, backendRefs: [{ name: 'chat', port: 80 }] }],
      },
    });
  });
});
