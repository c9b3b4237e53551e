import { Lab, outcome } from '../../support/script-lab';

const CODE = `
function read(xml, ...path) {
  let element = XmlService.parse(xml).getRootElement();
  for (const name of path) element = element.getChild(name);
  return element === null ? null : [element.getName(), element.getText(), element.getValue()];
}
function texts(xml, ...names) {
  const root = XmlService.parse(xml).getRootElement();
  return names.map((name) => root.getChildText(name));
}
function children(xml, name) {
  const root = XmlService.parse(xml).getRootElement();
  return (name ? root.getChildren(name) : root.getChildren()).map((child) => child.getText());
}
function attributes(xml) {
  const root = XmlService.parse(xml).getRootElement();
  return [root.getAttribute('none'), ...root.getAttributes().map((one) => [one.getName(), one.getValue()])];
}
function upwards(xml) {
  const root = XmlService.parse(xml).getRootElement();
  const child = root.getChildren()[0];
  return [root.isRootElement(), root.getParentElement(), child.isRootElement(), child.getParentElement() === root, String(child)];
}
function inNamespace() { return XmlService.parse('<a/>').getRootElement().getChild('b', {}); }
function write() { return XmlService.createElement('a'); }
`;

let lab: Lab;
beforeAll(() => (lab = new Lab(CODE)));
afterAll(() => lab.close());

const ANSWER = `<?xml version="1.0"?>
<!-- an answer -->
<response>
  <returncode>SUCCESS</returncode>
  <name><![CDATA[Yoga <&> tea]]> &amp; more</name>
  <empty/><nothing></nothing>
  <users><user>Mei</user><user>Jan</user></users>
</response>
`;

it('finds elements and their texts by name', async () => {
  expect(await lab.value('texts', ANSWER, 'returncode', 'name', 'empty', 'nothing', 'none')).toEqual([
    'SUCCESS',
    'Yoga <&> tea & more',
    '',
    '',
    null,
  ]);
  expect(await lab.value('read', ANSWER, 'users')).toEqual(['users', '', 'MeiJan']);
  expect(await lab.value('read', ANSWER, 'elsewhere')).toBeNull();
});

it('lists children, all and by name, in order', async () => {
  expect(await lab.value('children', '<a><b>1</b><c>2</c><b>3</b></a>')).toEqual(['1', '2', '3']);
  expect(await lab.value('children', '<a><b>1</b><c>2</c><b>3</b></a>', 'b')).toEqual(['1', '3']);
});

it('knows attributes and the position of an element', async () => {
  expect(await lab.value('attributes', `<a one="1 &lt; 2" two='"'/>`)).toEqual([null, ['one', '1 < 2'], ['two', '"']]);
  expect(await lab.value('upwards', '<a><b/></a>')).toEqual([true, null, false, true, 'Element']);
});

it.each([
  ['&#233;&#x1F600;', 'é😀'],
  ['a\r\nb', 'a\nb'],
  [' &quot;&apos; ', ' "\' '],
])('reads %j as %j', async (text, read) => {
  expect(await lab.value('read', `<a>${text}</a>`)).toEqual(['a', read, read]);
});

it.each([
  ['', 'Error on line 1: Premature end of file.'],
  ['Not found', 'Error on line 1: Content is not allowed in prolog.'],
  ['<a/>\nmore', 'Error on line 1: Content is not allowed in trailing section.'],
  ['<a/><b/>', 'Error on line 1: The markup in the document following the root element must be well-formed.'],
  ['<!doctype html><p>', 'Error on line 1: The markup in the document preceding the root element must be well-formed.'],
  ['<p>\n<br></p>', 'Error on line 2: The element type "br" must be terminated by the matching end-tag "</br>".'],
  ['<a><b></a>', 'Error on line 1: The element type "b" must be terminated by the matching end-tag "</b>".'],
  ['<a>', 'Error on line 1: XML document structures must start and end within the same entity.'],
  ['<a>&nbsp;</a>', 'Error on line 1: The entity "nbsp" was referenced, but not declared.'],
  ['<a>Q & A</a>', "Error on line 1: The entity name must immediately follow the '&' in the entity reference."],
  ['<a b="1" b="2"/>', 'Error on line 1: Attribute "b" was already specified for element "a".'],
  ['<a>1 < 2</a>', 'Error on line 1: The content of elements must consist of well-formed character data or markup.'],
])('refuses %j', async (xml, message) => {
  expect(outcome(await lab.run('read', xml))).toContain(message);
});

it.each([['<a xmlns="urn:x"/>'], ['<x:a/>']])('says that it does not know namespaces: %s', async (xml) => {
  expect(outcome(await lab.run('read', xml))).toContain('not emulated: XmlService with namespaces');
});

it('says what else it cannot do', async () => {
  expect(outcome(await lab.run('inNamespace'))).toContain('not emulated: XmlService with namespaces');
  expect(outcome(await lab.run('write'))).toContain('not emulated: XmlService.createElement');
});
