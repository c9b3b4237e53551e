import ts from 'typescript';

/** Classes of Apps Script and their members. */
export type Classes = ReadonlyMap<string, readonly string[]>;

/**
 * What a class is in a declaration: an interface's methods and properties, an enumeration's names.
 *
 * @param whole deprecated members, too
 */
export function classesOf(declarations: string, whole = false): Classes {
  const file = ts.createSourceFile('types.d.ts', declarations, ts.ScriptTarget.Latest, true);
  const classes = new Map<string, readonly string[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node)) {
      const members: readonly ts.Node[] = node.members;
      const names = members.filter((member) => whole || ts.getJSDocDeprecatedTag(member) === undefined).flatMap(nameOf);
      classes.set(node.name.text, [...new Set([...(classes.get(node.name.text) ?? []), ...names])]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return classes;
}

function nameOf(member: ts.Node): string[] {
  const isNamed = ts.isMethodSignature(member) || ts.isPropertySignature(member) || ts.isEnumMember(member);
  return isNamed && ts.isIdentifier(member.name) ? [member.name.text] : [];
}

/** How much of a class is emulated. An object that is not there at all has nothing. */
export interface Coverage {
  readonly name: string;
  readonly emulated: readonly string[];
  readonly missing: readonly string[];
}

/** Which members of each class its object has; a class without members (a mere name) is left out. */
export function coverage(classes: Classes, objects: Readonly<Record<string, object>>): Coverage[] {
  return [...classes]
    .filter(([, members]) => members.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, members]) => {
      const object = objects[name];
      const has = (member: string) => object !== undefined && member in object;
      return { name, emulated: members.filter(has), missing: members.filter((member) => !has(member)) };
    });
}
