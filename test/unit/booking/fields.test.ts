import fc from 'fast-check';
import { emailAddress, optionalText, requiredText, strangersName, strangersPhone } from '../../../src/booking/fields';
import { namesWebAddress, oneLine, visibleText } from '../../../src/booking/plain-text';

describe('a name that a stranger gives', () => {
  it.each([
    ['Anna\r\nPlease pay here', 'Anna Please pay here'],
    ['Anna\u2028Nowak\u0085', 'Anna Nowak'],
    ['\u202Eanna\u202C \u200B\u2066Nowak\u2069', 'anna Nowak'],
    ['An\u0000na\u0007', 'Anna'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    ['ක්\u200Dරි', 'ක්\u200Dරි'],
    ['A\u200DB\u200CC', 'ABC'],
    ['葛\u{E0100}城', '葛\u{E0100}城'],
    ['Zo\u00eb \ud800Kim', 'Zoë Kim'],
  ])('%j is read as %j', (typed, name) => {
    expect(strangersName(typed)).toEqual({ ok: true, value: name });
  });

  it.each(['\u200B\u200D', '\u3164', '\u2800', '\ufe0f', ' \n\t ', '\u202E'])(
    '%j shows nothing: it is none',
    (typed) => {
      expect(strangersName(typed)).toMatchObject({ ok: false, refusal: { code: 'required', field: 'name' } });
    },
  );

  it.each([
    'https://evil.example',
    'Anna www.evil.pl',
    'evil.com',
    'Evil.COM now',
    'bank。com',
    'e\u200Bvil.xyz',
    '10.0.0.1',
    'a.ru/x aa.ru/x',
  ])('%j names a web address', (typed) => {
    expect(strangersName(typed)).toMatchObject({ ok: false, refusal: { code: 'webAddressInName', field: 'name' } });
  });

  it.each([
    'Dr.Kim',
    'St. John',
    'J.R.R. Tolkien',
    'Maria del Carmen',
    "O'Brien",
    '王小明',
    'Ann (Wed. 9.30)',
    'Иванова М.И.',
    'สมชาย ใจดี',
    'Sammy Davis Jr.',
  ])('%j is a name', (typed) => {
    expect(strangersName(typed)).toEqual({ ok: true, value: typed });
  });
});

it('what is cleaned once stays as it is, on one line or several', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\r',
      '\u200d',
      '\u200c',
      'م',
      '👩',
      '💻',
      '\u202e',
      '\ud800',
      '\u0000',
      '\u3164',
      '\ufe0f',
    ),
  });
  fc.assert(
    fc.property(text, (typed) => {
      const line = oneLine(typed);
      expect(oneLine(line)).toBe(line);
      expect(line).not.toMatch(/[\n\r\u202e\u0000\u3164]|\ud800(?![\udc00-\udfff])/);
      expect(visibleText(visibleText(typed))).toBe(visibleText(typed));
    }),
  );
});

it('a note keeps its lines, and any other text has one', () => {
  expect(optionalText('one\r\ntwo\u202e', 'note', 100)).toEqual({ ok: true, value: 'one\ntwo' });
  expect(requiredText('one\r\ntwo', 'business', 100)).toEqual({ ok: true, value: 'one two' });
});

it('numbers in a date or a version are no web address, a server is', () => {
  expect(namesWebAddress('9.30 am, v2.1')).toBe(false);
  expect(namesWebAddress('see example.museum')).toBe(true);
});

describe('a telephone number', () => {
  it.each(['+48 22 123-45-67', '(02) 2345-6789 ext. 12', '+7 495 1234567 доб. 5', '０９１２３４５６７８', '555 014'])(
    '%s is one',
    (typed) => {
      expect(strangersPhone(typed).ok).toBe(true);
    },
  );
  it.each(['abc', 'call evil.com', '12', '55 014', '1'.repeat(21), '+48 22 123\nStaff: free'])(
    '%j is none',
    (typed) => {
      expect(strangersPhone(typed)).toMatchObject({ ok: false, refusal: { code: 'phoneExpected', field: 'phone' } });
    },
  );
});

describe('an e-mail address', () => {
  it.each([
    'a@x.example',
    "Pat.O'Hara+tag@sub.domain.co.uk",
    'x_y@xn--w-uga1v8h.pl',
    'user@xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g',
  ])('%s is one', (typed) => {
    expect(emailAddress(` ${typed} `, 'email')).toEqual({ ok: true, value: typed.toLowerCase() });
  });
  it.each([
    'a@x',
    'a..b@x.example',
    '.a@x.example',
    'a.@x.example',
    'a@x..example',
    'a@-x.example',
    'a@x.example.',
    'a\u0000b@x.example',
    'a\u200b@x.example',
    'a@x\u200d.example',
    'a@x.example\nBcc: b@x.example',
    '"a b"@x.example',
    'a@[10.0.0.1]',
    'a@10.0.0.1',
    '\u212Aa@x.example',
    `${'a'.repeat(65)}@x.example`,
    `a@${'x'.repeat(64)}.example`,
  ])('%j is none', (typed) => {
    expect(emailAddress(typed, 'email')).toMatchObject({ ok: false, refusal: { code: 'emailExpected' } });
  });
});

it('a text of megabytes is refused before it is cleaned, one with much that nobody sees is not', () => {
  const hidden = '\u200b';
  expect(optionalText(`Anna${hidden.repeat(1_900)}`, 'name', 100)).toEqual({ ok: true, value: 'Anna' });
  expect(optionalText(hidden.repeat(2_001), 'name', 100)).toMatchObject({ ok: false, refusal: { code: 'tooLong' } });
});
