/**
 * Code to load before the action, so that nobody listens at `port` for `times` connections after the first `after`. It
 * leads them to port 1 of loopback, where the kernel refuses them. A port that was closed before the run could be taken
 * by somebody else during it.
 */
export function refusing(port: number, { after = 0, times = Number.POSITIVE_INFINITY }): string {
  const source = `
    import { Socket } from 'node:net';
    const { connect } = Socket.prototype;
    let connections = 0;
    Socket.prototype.connect = function (...given) {
      const [options] = Array.isArray(given[0]) ? given[0] : given;
      if (options.port == ${port} && connections++ >= ${after} && connections <= ${after} + ${times}) {
        options.port = 1;
      }
      return connect.apply(this, given);
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
