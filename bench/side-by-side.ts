import { spawnSync } from 'node:child_process';
import { type Figure, median } from './figures.ts';
import { main, RUNS } from './programs.ts';
import type { Bench, Case, Sample } from './service.ts';

const TOKEN_BY_CURL = `
  token=$(curl --fail --silent --show-error "$BASE_URL/connect/token" \
    --data "client_id=$CLIENT_ID&client_secret=$CLIENT_SECRET&grant_type=client_credentials" | jq --raw-output .access_token)
  echo "::add-mask::$token"
  echo "access-token=$token" >> "$GITHUB_OUTPUT"
  echo "ASPOSE_ACCESS_TOKEN=$token" >> "$GITHUB_ENV"`;
const GATE_BY_CURL = `${TOKEN_BY_CURL}
  exists=$(curl --fail --silent --show-error --get "$BASE_URL/v4.0/html/storage/exists" --data-urlencode path=/Html \
    --header "Authorization: Bearer $token" | jq --raw-output .exists)
  test "$exists" = true && echo passed >> "$GITHUB_OUTPUT"`;

export async function measureSideBySide(bench: Bench): Promise<Figure[]> {
  if (spawnSync('bash', ['-c', 'command -v curl jq']).status !== 0) {
    console.log('  skipped: it needs bash, curl and jq');
    return [];
  }
  // The shell prints the processor time, user and system, in seconds.
  const script = (name: string, code: string, outcome: Case['outcome']): Case => ({
    name,
    command: [
      'bash',
      '-c',
      `TIMEFORMAT='%U %S'; time bash -e -c '${code.replaceAll("'", `'\\''`)}'`,
    ],
    outcome,
  });
  const action = (each: Case): Case => ({
    ...each,
    command: ['bash', '-c', `TIMEFORMAT='%U %S'; time ${each.command.join(' ')}`],
  });
  const samples = await bench.inTurns(
    [
      script('token by curl and jq', TOKEN_BY_CURL, 'token'),
      action(main('token by the action')),
      script('token and gate by curl and jq', GATE_BY_CURL, 'passed'),
      action(main('token and gate by the action', ['/Html'])),
    ],
    RUNS,
  );
  return [...samples].flatMap(([name, taken]) => [
    { name: `${name}, HTTPS`, value: median(taken.map(({ wall }) => wall)), unit: 'ms' },
    { name: `${name}, HTTPS, processor time`, value: median(taken.map(processorTime)), unit: 'ms' },
  ]);
}

function processorTime({ stderr }: Sample): number {
  const [user = 0, system = 0] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  return (user + system) * 1000;
}
