import { isSettled, settle } from './settled';

describe('settle', () => {
  it('makes data constant at every depth', () => {
    const data = settle({ a: { b: [{ c: 1 }] } });
    expect(() => data.a.b.push({ c: 2 })).toThrow(TypeError);
    expect(() => {
      data.a.b[0].c = 2;
    }).toThrow(TypeError);
    expect(isSettled(data.a.b[0])).toBe(true);
  });

  it('says nothing of what others have frozen', () => {
    expect(isSettled(Object.freeze({}))).toBe(false);
  });
});
