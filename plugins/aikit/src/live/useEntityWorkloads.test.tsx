import { act, screen, waitFor } from '@testing-library/react';
import { fakeAikitApi, fakeSignals } from '../__testUtils__/fakes';
import { renderCard } from '../__testUtils__/renderCard';
import {
  degradedWorkload,
  response,
  workload,
} from '@aikit-backstage/plugin-aikit-common/testUtils';

const CHANNEL = 'aikit:component:default/search-llm';

describe('useEntityWorkloads', () => {
  afterEach(() => jest.useRealTimers());

  it('asks again on a signal, naming its version, and shows the new state', async () => {
    const signals = fakeSignals();
    const api = fakeAikitApi(response([workload()]));
    renderCard(api, { signals });
    await screen.findByText('Healthy');

    api.answerWith(response([degradedWorkload()], { version: '2' }));
    act(() => signals.publish(CHANNEL, { version: '2' }));

    expect(await screen.findByText('Degraded')).toBeInTheDocument();
    expect(screen.queryByText('Healthy')).not.toBeInTheDocument();
    expect(api.workloads).toHaveBeenCalledTimes(2);
    expect(api.workloads.mock.calls[1][1]?.etag).toBe('"1"');
  });

  it('keeps the very same elements when the answer is "not modified"', async () => {
    const signals = fakeSignals();
    const api = fakeAikitApi(response([workload()]));
    renderCard(api, { signals });
    const tile = await screen.findByRole('button', {
      name: /^leader search-llm-0,/,
    });

    act(() => signals.publish(CHANNEL, { version: '1' }));
    await waitFor(() => expect(api.workloads).toHaveBeenCalledTimes(2));
    expect(await api.workloads.mock.results[1].value).toEqual({
      modified: false,
    });
    expect(tile).toBeInTheDocument();
    expect(screen.getByText('Healthy')).toBeInTheDocument();
  });

  it('keeps the elements of what did not change when something did', async () => {
    const signals = fakeSignals();
    const api = fakeAikitApi(response([workload()]));
    renderCard(api, { signals });
    const tile = await screen.findByRole('button', {
      name: /^worker search-llm-1-4, ready/,
    });
    api.answerWith(response([degradedWorkload()], { version: '2' }));
    act(() => signals.publish(CHANNEL, { version: '2' }));
    await screen.findByText('Degraded');
    expect(tile).toBeInTheDocument();
    expect(tile).toHaveAccessibleName(/^worker search-llm-1-4, pending/);
  });

  it('asks once more when signals have settled, for what changed before', async () => {
    jest.useFakeTimers();
    const api = fakeAikitApi(response([workload()]));
    renderCard(api, { signals: fakeSignals() });
    await screen.findByText('Healthy');

    api.answerWith(response([degradedWorkload()], { version: '2' }));
    await act(() => jest.advanceTimersByTimeAsync(2_000));
    expect(await screen.findByText('Degraded')).toBeInTheDocument();
  });

  it('still updates when signals come faster than answers', async () => {
    jest.useFakeTimers();
    const signals = fakeSignals();
    const api = fakeAikitApi(response([workload()]));
    renderCard(api, { signals });
    await screen.findByText('Healthy');

    api.answerWith(response([degradedWorkload()], { version: '2' }));
    const answer = api.workloads.getMockImplementation();
    api.workloads.mockImplementation(async (...args) => {
      await new Promise(resolve => setTimeout(resolve, 100));
      return answer!(...args);
    });
    api.workloads.mockClear();
    for (let ms = 0; ms < 500; ms += 10) {
      act(() => signals.publish(CHANNEL, { version: `at ${ms} ms` }));
      await act(() => jest.advanceTimersByTimeAsync(10));
    }
    expect(screen.getByText('Degraded')).toBeInTheDocument();
    expect(api.workloads.mock.calls.length).toBeGreaterThanOrEqual(4);
    expect(api.workloads.mock.calls.length).toBeLessThanOrEqual(6);
  });

  it('polls when there are no signals', async () => {
    jest.useFakeTimers();
    const api = fakeAikitApi(response([workload()]));
    renderCard(api);
    await screen.findByText('Healthy');

    api.answerWith(response([degradedWorkload()], { version: '2' }));
    await act(() => jest.advanceTimersByTimeAsync(10_000));
    expect(await screen.findByText('Degraded')).toBeInTheDocument();
  });

  it('keeps what it shows after a failure and says that it is not updating', async () => {
    const signals = fakeSignals();
    const api = fakeAikitApi(response([workload()]));
    renderCard(api, { signals });
    await screen.findByText('Healthy');

    api.answerWith(new Error('The backend is away'));
    act(() => signals.publish(CHANNEL, { version: '2' }));
    expect(await screen.findByText('not updating')).toBeInTheDocument();
    expect(screen.getByText(/fails \(The backend is away\)/)).toBeVisible();
    expect(screen.getByText('Healthy')).toBeInTheDocument();
    expect(screen.queryByText('live')).not.toBeInTheDocument();
  });

  it('asks nothing while the page is hidden, and at once when it is shown', async () => {
    jest.useFakeTimers();
    const visibility = jest.spyOn(document, 'visibilityState', 'get');
    const api = fakeAikitApi(response([workload()]));
    renderCard(api);
    await screen.findByText('Healthy');

    visibility.mockReturnValue('hidden');
    await act(() => jest.advanceTimersByTimeAsync(60_000));
    expect(api.workloads).toHaveBeenCalledTimes(1);
    visibility.mockReturnValue('visible');
    await act(async () => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(api.workloads).toHaveBeenCalledTimes(2);
    visibility.mockRestore();
  });

  it('cancels its request and its subscription when it goes away', async () => {
    const signals = fakeSignals();
    const api = fakeAikitApi(response([workload()]));
    api.workloads.mockReturnValue(new Promise(() => {}));
    const { unmount } = renderCard(api, { signals });
    await waitFor(() => expect(api.workloads).toHaveBeenCalledTimes(1));
    expect(signals.channels()).toEqual([CHANNEL]);

    unmount();
    expect(api.workloads.mock.calls[0][1]?.signal?.aborted).toBe(true);
    expect(signals.channels()).toEqual([]);
  });
});
