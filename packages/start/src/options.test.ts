import { readOptions } from './options';

describe('readOptions', () => {
  it('starts simulated clusters on the usual ports when nothing is said', () => {
    expect(readOptions([])).toEqual({
      cluster: 'simulator',
      frontendPort: 3000,
      backendPort: 7007,
    });
  });

  it('takes another source of clusters, and other ports', () => {
    expect(
      readOptions(['--cluster', 'kubectl', '--backend-port', '7107']),
    ).toMatchObject({ cluster: 'kubectl', backendPort: 7107 });
  });

  it.each([
    [['--cluster', 'minikube'], /--cluster takes simulator, kubectl/],
    [['--frontend-port', 'http'], /--frontend-port takes a port/],
    [['--cluser', 'kubectl'], /--cluser/],
  ])('refuses %j and says what can be given', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
    expect(() => readOptions(args)).toThrow(/Usage: npm start/);
  });
});
