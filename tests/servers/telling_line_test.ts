import { assertEquals } from "@std/assert";
import { saysPortIsTaken, tellingLine } from "../../lib/servers/telling_line.ts";

const time = '"t":{"$date":"2026-03-05T10:00:00.000+00:00"}';

const logs: Record<string, [log: string, expected: string | undefined]> = {
  "mongod and its key file": [
    `{${time},"s":"I","c":"CONTROL","msg":"Automatically disabling TLS 1.0, error is not one"}
{${time},"s":"E","c":"ACCESS","id":20254,"msg":"Read security file failed","attr":{"error":{"code":30,"codeName":"InvalidPath","errmsg":"permissions on /d/keyfile are too open"}}}
{${time},"s":"I","c":"ASIO","msg":"Killing all outstanding egress activity."}
{${time},"s":"F","c":"CONTROL","id":20575,"msg":"Error creating service context","attr":{"error":"Location5579201: Unable to acquire security key[s]"}}`,
    "Read security file failed: permissions on /d/keyfile are too open",
  ],
  "mongod and its data": [
    `{${time},"s":"E","c":"CONTROL","msg":"Failed to set up listener","attr":{"error":"SocketException: Address already in use"}}`,
    "Failed to set up listener: SocketException: Address already in use",
  ],
  "a library that is missing": [
    "/x/mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file: No such file or directory",
    "/x/mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file: No such file or directory",
  ],
  "a shell that cannot become it": [
    "/bin/sh: 1: exec: /x/mongod: Permission denied",
    "/bin/sh: 1: exec: /x/mongod: Permission denied",
  ],
  "Kafka": [
    `[2026-03-05 10:00:00,123] INFO Registered signal handlers (org.apache.kafka.common.utils)
[2026-03-05 10:00:01,456] ERROR [BrokerServer id=1] Fatal error during broker startup. (kafka.server.BrokerServer)
org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:9092: Address already in use.
\tat kafka.network.Acceptor.openServerSocket(SocketServer.scala:740)
Caused by: java.net.BindException: Address already in use
\t... 15 more
[2026-03-05 10:00:01,500] INFO App info kafka.server for 1 unregistered`,
    "java.net.BindException: Address already in use",
  ],
  "a Java without room": [
    `Error occurred during initialization of VM
Could not reserve enough space for 2097152KB object heap`,
    "Could not reserve enough space for 2097152KB object heap",
  ],
  "ClickHouse": [
    "2026.03.05 10:00:00.123456 [ 71 ] {} <Error> Application: DB::Exception: Cannot lock file /d/status. Another server instance in same directory is already running.",
    "Application: DB::Exception: Cannot lock file /d/status. Another server instance in same directory is already running.",
  ],
  "Neo4j": [
    `2026-03-05 10:00:00.123+0000 INFO  Starting...
2026-03-05 10:00:01.123+0000 ERROR Failed to start Neo4j on 127.0.0.1:7474.`,
    "Failed to start Neo4j on 127.0.0.1:7474.",
  ],
  "Python": [
    `Traceback (most recent call last):
  File "x.py", line 1, in <module>
    import chdb  # or fail
ModuleNotFoundError: No module named 'chdb'`,
    "ModuleNotFoundError: No module named 'chdb'",
  ],
  "no word of an error": ["one\ntwo\n\n", "two"],
  "nothing": ["\n", undefined],
  "only good news": [`{${time},"s":"I","msg":"mongod startup complete"}`, undefined],
};

Deno.test("the line that tells why a server failed is picked from its log, whoever wrote it", () => {
  for (const [what, [log, expected]] of Object.entries(logs)) {
    assertEquals(tellingLine(log), expected, what);
  }
  assertEquals(tellingLine(`error ${"x".repeat(9999)}`)?.length, 400);
});

Deno.test("a log says that the port is taken, or does not", () => {
  const taken = Object.entries(logs).filter(([, [log]]) => saysPortIsTaken(log)).map(([what]) =>
    what
  );
  assertEquals(taken, ["mongod and its data", "Kafka"]);
});
