import type { Identifier, Node, ObjectLiteralExpression, ParameterDeclaration } from 'ts-morph';
import { onlyItem } from '../../runtime/src/utils/only-item.js';
import { camelCase, RESERVED_WORDS } from '../model/names.js';
import { propertyKey } from './property.js';
import { type TextEdit, withEdits } from './test-constants.js';
import {
  compiler,
  innerExpression,
  keyEdit,
  objectIn,
  objectProperty,
  parseTypeScript,
  propertyValue,
} from './typescript.js';
import { toolObjects } from './unavailable.js';

interface ArgumentRename {
  from: string;
  to: string;
}

/**
 * Returns a module in which an argument of a tool has another name. Requests keep the name that
 * they send: `run` gets the argument by its new name, and puts it back where it passes on all
 * arguments at once.
 * @returns undefined if the module does not state the argument in `z.object({ … })`, or if its use cannot be followed
 */
export function renameArgument(
  text: string,
  tool: string,
  rename: ArgumentRename,
): string | undefined {
  const object = onlyItem(toolObjects(parseTypeScript(text), tool));
  const schema = object && inputSchemaLiteral(object);
  const property = schema && objectProperty(schema, rename.from);
  if (!object || !property) return undefined;
  const runEdits = editsOfRun(object, rename);
  const confirm = functionValue(objectProperty(object, 'confirm'));
  const exemption = objectIn(propertyValue(objectProperty(object, 'exempt')));
  const exemptProperty = exemption && objectProperty(exemption, rename.from);
  return (
    runEdits &&
    withEdits(text, [
      keyEdit(property, rename.to),
      ...(exemptProperty ? [keyEdit(exemptProperty, rename.to)] : []),
      ...textEdits(object, rename),
      ...(confirm ? (editsOfFunction(confirm, rename, false) ?? []) : []),
      ...runEdits,
    ])
  );
}

/** Returns the object literal with the arguments of a tool, if nothing follows the call that has it. */
function inputSchemaLiteral(object: ObjectLiteralExpression): ObjectLiteralExpression | undefined {
  const call = innerExpression(propertyValue(objectProperty(object, 'input')))?.asKind(
    compiler().SyntaxKind.CallExpression,
  );
  return /^z\.\w*[oO]bject$/.test(call?.getExpression().getText() ?? '')
    ? objectIn(call?.getArguments()[0])
    : undefined;
}

/** Returns the edits of texts: the name in `audited`, and in backticks in the texts that clients get. */
function textEdits(object: ObjectLiteralExpression, { from, to }: ArgumentRename): TextEdit[] {
  const { NoSubstitutionTemplateLiteral, StringLiteral } = compiler().SyntaxKind;
  const literals = (key: string) => {
    const value = propertyValue(objectProperty(object, key));
    return value
      ? [value, ...value.getDescendants()].filter((node) =>
          [NoSubstitutionTemplateLiteral, StringLiteral].includes(node.getKind()),
        )
      : [];
  };
  return [
    ...literals('audited').flatMap((node) =>
      changed(node, node.getText().slice(1, -1) === from ? `'${to}'` : node.getText()),
    ),
    ...['description', 'input']
      .flatMap(literals)
      .filter((node) => node.isKind(StringLiteral))
      .flatMap((node) =>
        changed(
          node,
          node.getText().replaceAll(`\`${from}\``, () => `\`${to}\``),
        ),
      ),
  ];
}

type FunctionNode = NonNullable<ReturnType<typeof functionValue>>;

/** Returns the function that a property is, or that is its value. */
function functionValue(property: Node | undefined) {
  const { ArrowFunction, FunctionExpression, MethodDeclaration } = compiler().SyntaxKind;
  const value = innerExpression(propertyValue(property));
  return (
    property?.asKind(MethodDeclaration) ??
    value?.asKind(ArrowFunction) ??
    value?.asKind(FunctionExpression)
  );
}

/** Returns the edits of the function, or of the statement of a database, to which arguments are bound by name. */
function editsOfRun(
  object: ObjectLiteralExpression,
  rename: ArgumentRename,
): TextEdit[] | undefined {
  const run = objectProperty(object, 'run');
  const fn = functionValue(run);
  if (fn) return editsOfFunction(fn, rename, true);
  const isCall = innerExpression(propertyValue(run))?.isKind(compiler().SyntaxKind.CallExpression);
  if (!run || !isCall || !/^\w+$/.test(rename.from)) return undefined;
  const parameter = new RegExp(`(?<![:\\w]):${rename.from}(?!\\w)`, 'g');
  const { NoSubstitutionTemplateLiteral, StringLiteral } = compiler().SyntaxKind;
  const isOutsideCall = (node: Node) => {
    const ancestors = node.getAncestors();
    return ancestors.includes(object) && !ancestors.includes(run);
  };
  const edits = object
    .getSourceFile()
    .getDescendants()
    .filter((node) => [NoSubstitutionTemplateLiteral, StringLiteral].includes(node.getKind()))
    .filter((node) => !isOutsideCall(node))
    .flatMap((node) =>
      changed(
        node,
        node.getText().replaceAll(parameter, () => `:${rename.to}`),
      ),
    );
  return edits.length > 0 ? edits : undefined;
}

/** @param isSent whether a rest of arguments is passed on under the names that it had */
function editsOfFunction(
  fn: FunctionNode,
  rename: ArgumentRename,
  isSent: boolean,
): TextEdit[] | undefined {
  const { Identifier, ObjectBindingPattern } = compiler().SyntaxKind;
  const parameter = fn.getParameters()[0];
  const pattern = parameter?.getNameNode().asKind(ObjectBindingPattern);
  const parameterName = parameter?.getNameNode().asKind(Identifier);
  if (!parameter) return [];
  const names = new Set(
    fn
      .getDescendantsOfKind(Identifier)
      .filter((name) => !isKey(name))
      .map((name) => name.getText()),
  );
  const variable = freeVariable(rename.to, names);
  if (parameterName) return editsOfWhole(parameter, parameterName, { ...rename, variable }, isSent);
  if (!pattern) return undefined;
  const elements = pattern.getElements();
  const element = elements.find(
    (candidate) =>
      !candidate.getDotDotDotToken() &&
      (candidate.getPropertyNameNode() ?? candidate.getNameNode())
        .getText()
        .replaceAll(/['"]/g, '') === rename.from,
  );
  const name = element?.getNameNode().asKind(Identifier);
  if (element && name && !element.getPropertyNameNode() && !element.getInitializer())
    return [
      edit(element, bindingElement(rename.to, variable)),
      ...variableUses(name).map((use) => editOfUse(use, variable)),
    ];
  const key = element?.getPropertyNameNode();
  if (element)
    return [
      key
        ? edit(key, propertyKey(rename.to))
        : edit(element, `${propertyKey(rename.to)}: ${element.getText()}`),
    ];
  const rest = elements.find((candidate) => candidate.getDotDotDotToken());
  const restName = rest?.getNameNode().asKind(Identifier);
  if (!rest || !restName || !isSent) return [];
  return [
    {
      start: rest.getStart(),
      end: rest.getStart(),
      text: `${bindingElement(rename.to, variable)}, `,
    },
    ...variableUses(restName).map((use) => editOfRest(use, { ...rename, variable })),
  ];
}

interface NamedRename extends ArgumentRename {
  /** The variable with the value of the argument. */
  variable: string;
}

/** Returns the edits of a function that gets all arguments as one value. */
function editsOfWhole(
  parameter: ParameterDeclaration,
  name: Identifier,
  rename: NamedRename,
  isSent: boolean,
): TextEdit[] | undefined {
  const uses = variableUses(name);
  const members = uses.flatMap((use) => accessedMember(use) ?? []);
  if (members.length === uses.length || !isSent)
    return members
      .filter((member) => member.key === rename.from)
      .map(({ node, use }) => edit(node, use.getText() + accessTo(rename.to)));
  if (parameter.getTypeNode()) return undefined;
  const isBare = !parameter.getParent().getFirstChildByKind(compiler().SyntaxKind.OpenParenToken);
  const pattern = `{ ${bindingElement(rename.to, rename.variable)}, ...${name.getText()} }`;
  return [
    edit(parameter, isBare ? `(${pattern})` : pattern),
    ...uses.map((use) => editOfRest(use, rename)),
  ];
}

/** Returns the edit of a use of the rest of the arguments, from which one argument was taken. */
function editOfRest(use: Identifier, { from, variable }: NamedRename): TextEdit {
  const { ArrowFunction, ShorthandPropertyAssignment, SpreadAssignment } = compiler().SyntaxKind;
  const member = accessedMember(use);
  if (member) return member.key === from ? edit(member.node, variable) : edit(use, use.getText());
  const entry = propertyKey(from) === variable ? variable : `${propertyKey(from)}: ${variable}`;
  const parent = use.getParent();
  if (parent.isKind(SpreadAssignment)) return edit(use, `${use.getText()}, ${entry}`);
  const objectText = `{ ...${use.getText()}, ${entry} }`;
  if (parent.isKind(ShorthandPropertyAssignment))
    return edit(use, `${use.getText()}: ${objectText}`);
  return edit(use, parent.isKind(ArrowFunction) ? `(${objectText})` : objectText);
}

/** Returns the edit of a use of a variable that has another name now. */
function editOfUse(use: Identifier, variable: string): TextEdit {
  const { PropertyAssignment, ShorthandPropertyAssignment } = compiler().SyntaxKind;
  const parent = use.getParent();
  if (parent.isKind(ShorthandPropertyAssignment)) return edit(use, `${use.getText()}: ${variable}`);
  const assignment = parent.asKind(PropertyAssignment);
  const isSame = assignment?.getNameNode().getText() === variable;
  return edit(assignment && isSame ? assignment : use, variable);
}

/** Returns the member that a use of a value reads: `args.text`, `args['text']`. */
function accessedMember(use: Identifier): { use: Identifier; node: Node; key: string } | undefined {
  const { ElementAccessExpression, PropertyAccessExpression, StringLiteral } =
    compiler().SyntaxKind;
  const parent = use.getParent();
  const access = parent.asKind(PropertyAccessExpression);
  if (access?.getExpression() === use) return { use, node: access, key: access.getName() };
  const element = parent.asKind(ElementAccessExpression);
  const key = element?.getArgumentExpression()?.asKind(StringLiteral)?.getLiteralText();
  return element && key !== undefined ? { use, node: element, key } : undefined;
}

const accessTo = (key: string): string =>
  propertyKey(key) === key ? `.${key}` : `[${propertyKey(key)}]`;

/** Returns whether an identifier is the key of a property, and no variable. */
function isKey(name: Identifier): boolean {
  const { PropertyAccessExpression, PropertyAssignment } = compiler().SyntaxKind;
  return (
    name.getParentIfKind(PropertyAssignment)?.getNameNode() === name ||
    name.getParentIfKind(PropertyAccessExpression)?.getNameNode() === name
  );
}

/** Returns the uses of a variable, without its declaration. */
const variableUses = (name: Identifier): Identifier[] =>
  name
    .findReferencesAsNodes()
    .flatMap((node) => node.asKind(compiler().SyntaxKind.Identifier) ?? [])
    .filter((node) => node.getStart() !== name.getStart());

const edit = (node: Node, text: string): TextEdit => ({
  start: node.getStart(),
  end: node.getEnd(),
  text,
});

const changed = (node: Node, text: string): TextEdit[] =>
  text === node.getText() ? [] : [edit(node, text)];

const bindingElement = (name: string, variable: string): string =>
  propertyKey(name) === variable ? variable : `${propertyKey(name)}: ${variable}`;

/** Returns a variable for an argument that no other name of a function is. */
function freeVariable(argument: string, names: ReadonlySet<string>): string {
  const name = /^[A-Za-z_$][\w$]*$/.test(argument) ? argument : camelCase(argument) || 'value';
  const isFree = !names.has(name) && !RESERVED_WORDS.has(name);
  return isFree ? name : freeVariable(`${name}Argument`, names);
}
