/** A workflow command: what a line of the log that starts with `::` tells the runner. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Undefined for a line that is just text. */
export function parseWorkflowCommand(line: string): WorkflowCommand | undefined {
  const match = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/s.exec(line);
  if (match === null) {
    return undefined;
  }
  const [, name = '', properties = '', message = ''] = match;
  const pairs = properties.split(',').map((pair) => pair.split('=', 2));
  return {
    name,
    properties: Object.fromEntries(
      pairs.map(([key = '', value = '']) => [key, unescapeProperty(value)]),
    ),
    message: unescapeMessage(message),
  };
}

/**
 * The values in one of the runner's command files: `name=value`, or `name<<DELIMITER` with the value on the lines up to
 * the delimiter. A later value of a name replaces an earlier one.
 *
 * @throws for a line that is no command, as the runner does
 */
export function parseFileCommands(content: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = content.split(/\r?\n/);
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = '', mark, rest = ''] = /^(.+?)(=|<<)(.*)$/.exec(line) ?? [];
    if (mark === '<<') {
      const end = lines.indexOf(rest);
      if (end < 0) {
        throw new Error(`No line ends the value of ${name}`);
      }
      values[name] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n');
    } else if (mark === '=') {
      values[name] = rest;
    } else if (line !== '') {
      throw new Error(`Not a file command: ${line}`);
    }
  }
  return values;
}

function unescapeMessage(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return unescapeMessage(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}
