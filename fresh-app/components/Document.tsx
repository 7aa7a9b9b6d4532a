/** The document around every page. What the client must know stands in the body's data. */
import { define } from "../state.ts";

export const Document = define.layout(({ Component, state }) => {
  const { assets, data, live, topic, title, isStale } = state;
  const { style, script } = assets.ofTopic.get(topic ?? "") ?? {};
  const { key } = data.databaseOf(topic);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="The trends and recommendations of an electronics store" />
        <title>{title ? `${title} · DzStore` : "DzStore"}</title>
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={assets.style} />
        {style && <link rel="stylesheet" href={style} />}
        <script type="module" src={assets.script}></script>
        {script && <script type="module" src={script}></script>}
      </head>
      <body
        data-topic={topic}
        data-version={topic && live[topic]}
        data-database-key={key}
        data-database={isStale ? "down" : live[key]}
      >
        <Component />
      </body>
    </html>
  );
});
