/** What all pages have: where one is, where one can go, and how fresh the data are. */
import { define } from "../state.ts";
import { Status } from "./Status.tsx";

/**
 * Whether an address is a place's, or of something below it; below the first page there is
 * everything.
 */
const isAt = (path: string, { pathname }: URL) =>
  pathname === path || (path !== "/" && pathname.startsWith(`${path}/`));

// Each link says whether it is current: of one that does not Fresh decides by its address alone.
export const Layout = define.layout(({ Component, url, state }) => {
  const { places, data, live, topic, isStale, times = "Algeria's" } = state;
  const { key, since } = data.databaseOf(topic);
  return (
    <>
      <a class="skip" href="#main">Skip to the content</a>
      <header class="top">
        <a class="brand" href="/" aria-label="DzStore, home" aria-current="false">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect class="brand-ground" width="32" height="32" rx="8" />
            <rect class="brand-bar" x="7" y="8" width="18" height="4" rx="2" />
            <rect class="brand-bar" x="7" y="14" width="13" height="4" rx="2" />
            <rect class="brand-bar" x="7" y="20" width="8" height="4" rx="2" />
          </svg>
          <span>DzStore</span>
        </a>
        <nav aria-label="Pages">
          {places.map(({ path, name }) => (
            <a key={path} href={path} aria-current={isAt(path, url) ? "page" : "false"}>
              {name}
            </a>
          ))}
        </nav>
        <Status isUp={live[key] === "up" && !isStale} since={since} />
      </header>
      <main id="main" tabIndex={-1}>
        <Component />
      </main>
      <footer>
        Processed data only. Times are {times}.
      </footer>
    </>
  );
});
