import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { idsOfToken, linkToken, type LinkCheck, type LinkClaim } from '../../../src/booking/link-token';
import { DAY } from '../../../src/booking/time/time';

const NOW = Date.parse('2026-11-21T08:00:00Z');
const mac = (text: string, key: string) => createHmac('sha256', key).update(text, 'utf8').digest('base64url');
const KEY = 'a key that nobody guesses';
const claim: LinkClaim = { purpose: 'booking', ids: ['7k4q2p9d3m1c'], until: NOW + DAY, reader: 'ann@client.example' };
const TOKEN = linkToken(claim, KEY, mac);

const check = (change: Partial<LinkCheck> = {}): LinkCheck => ({
  purpose: 'booking',
  key: KEY,
  now: NOW,
  mac,
  readerOf: ([id, ...more]) => (id === '7k4q2p9d3m1c' && more.length === 0 ? 'ann@client.example' : null),
  ...change,
});

it('a link opens what it was made for, until its end', () => {
  expect(idsOfToken(TOKEN, check())).toEqual(['7k4q2p9d3m1c']);
  expect(idsOfToken(TOKEN, check({ now: NOW + DAY - 1 }))).toEqual(['7k4q2p9d3m1c']);
  expect(idsOfToken(TOKEN, check({ now: NOW + DAY }))).toBeNull();
});

it.each<[string, Partial<LinkCheck>]>([
  ['another purpose', { purpose: 'answer' }],
  ['another key', { key: 'another key' }],
  ['no key', { key: '' }],
  ['another reader', { readerOf: () => 'eve@client.example' }],
  ['no reader', { readerOf: () => null }],
])('a link opens nothing for %s', (_, change) => {
  expect(idsOfToken(TOKEN, check(change))).toBeNull();
});

it('a link signed with no key opens nothing', () => {
  expect(
    idsOfToken(
      linkToken(claim, '', (text) => mac(text, 'x')),
      check({ key: '', mac: (text) => mac(text, 'x') }),
    ),
  ).toBeNull();
});

it('an address holds nothing but letters, digits, points, `-` and `_`, and ends with a letter or a digit', () => {
  expect(TOKEN).toMatch(/^[\w-]{43}\.[0-9a-v]{12}\.[0-9a-z]+$/);
});

it('of 10,000 mutated links none opens anything', () => {
  const letters = 'A,B,X,Z,a,b,x,z,0,1,8,9,-,_,.,%,=,/,+, ,\n,\u0000'.split(',');
  const at = fc.nat({ max: TOKEN.length });
  const mutation = fc.oneof(
    fc.tuple(at, fc.constantFrom(...letters)).map(([i, c]) => TOKEN.slice(0, i) + c + TOKEN.slice(i + 1)),
    fc.tuple(at, fc.constantFrom(...letters)).map(([i, c]) => TOKEN.slice(0, i) + c + TOKEN.slice(i)),
    fc.tuple(at, at).map(([i, j]) => TOKEN.slice(0, Math.min(i, j)) + TOKEN.slice(Math.max(i, j))),
    fc.tuple(at, at).map(([i, j]) => TOKEN.slice(i) + TOKEN.slice(0, j)),
    fc.shuffledSubarray(TOKEN.split('.')).map((parts) => parts.join('.')),
    fc.nat({ max: 1e10 }).map((until) => [...TOKEN.split('.').slice(0, 2), until.toString(36)].join('.')),
    fc.string({ maxLength: 300 }),
  );
  // Whatever the ids, there is somebody who could hold a link to them.
  const readerOf = () => 'ann@client.example';
  fc.assert(
    fc.property(mutation, (token) => token === TOKEN || idsOfToken(token, check({ readerOf })) === null),
    { numRuns: 10_000 },
  );
});

it('the same work is done for every text, genuine or not', () => {
  const works = [TOKEN, '', 'x', TOKEN.slice(1), `${TOKEN}0`, TOKEN.replace('7k4q', '8k4q')].map((token) => {
    let count = 0;
    const counted = (text: string, key: string) => {
      count += 1;
      return mac(text, key);
    };
    idsOfToken(token, check({ mac: counted }));
    return count;
  });
  expect(new Set(works)).toEqual(new Set([1]));
});
