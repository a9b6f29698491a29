// Everything that the page says, in one place. Kind, short, and never a technical word where a child may read along.

const plural = (count, one, many) => (count === 1 ? one : many.replace("#", count));

const listed = (items) => (items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`);

/** "in 5 seconds", "in about 3 minutes". */
const soon = (seconds) =>
  seconds < 90 ? `in ${plural(seconds, "one second", "# seconds")}` : `in about ${Math.round(seconds / 60)} minutes`;

export const words = {
  product: "AI Tale",
  ideas: [
    "a fox who is afraid of the dark",
    "a lighthouse that wanted to see the sea up close",
    "a little robot who grows a garden on the moon",
    "a snail who enters a race, and takes the long way",
    "two sisters who find a door under the stairs",
    "a dragon who can only breathe soap bubbles",
    "the night the stars came down for tea",
    "a bear who can't remember how to sleep",
  ],
  pages: (count) => plural(count, "one page", "# pages"),

  hero: (number) => `Hero ${number}`,
  removeHero: (number) => `Remove hero ${number}`,
  namelessHero: "Every hero needs a name.",
  emptyTheme: "What should the story be about? A few words are enough.",

  sending: "Opening a new book…",
  wish: {
    waiting: {
      queue_full: "Many stories are being told right now. Yours is tried again",
      draining: "The storyteller is just moving house. Your wish is tried again",
      rate_limited: "That was quick! Your wish is tried again",
      other: "The storyteller did not hear you. Your wish is tried again",
      network: "There seems to be no connection. Your wish is tried again",
    },
    again: (reason, seconds) => `${words.wish.waiting[reason] ?? words.wish.waiting.other} ${soon(seconds)}.`,
    daily_limit: "You have heard all of today's stories. Come back tomorrow for a new one!",
    stories_at_once: "Another story of yours is still being told. Let it reach its end first, then ask for the next.",
    later: (seconds) => `So many readers came at once. Please try again ${soon(seconds)}.`,
    unsupported_language: "The storyteller reads only English so far. Please try it in English.",
    other: "Something went wrong, and it was not your wish. Please try once more.",
    gaveUp: "It did not work this time. Please try again a little later.",
    fields: "Something in the wish needs another look.",
  },
  field: {
    content_rejected: "Let's find gentler words here. This is a place for stories that are safe for small ears.",
    danger: "That could really hurt somebody who tries it. Let's find another adventure.",
    personal_data: "This looks like a real address or number. Please leave it out, so that it stays yours.",
    empty: "A few words are needed here.",
    forbidden_character: "There is a character in here that can't be printed in a book. Please type it anew.",
    too_long: "That is a little too long for one wish. Please shorten it.",
    too_many: "That is too many for one story.",
    duplicate_name: "Two heroes have the same name. Please give one of them another.",
    invalid_name: "A name needs letters. What do their friends call them?",
    out_of_range: "This book would be too long or too short.",
    unsupported_language: "The storyteller reads only English so far. Please try it in English.",
    other: "Please have another look at this.",
  },

  status: {
    queued: "Waiting",
    writing: "Being written",
    illustrating: "Being painted",
    completed: "Finished",
    failed: "Not finished",
    cancelled: "Stopped",
  },
  shelf: {
    untitled: "A story without a title yet",
    empty: "No stories yet. The first one is only a wish away.",
    trouble: "Your stories can't be shown right now. They are safe; please look again in a while.",
    remove: (title) => `Delete “${title}”`,
    removed: (title) => `“${title}” is deleted.`,
    failed: "It could not be deleted just now. Please try again.",
  },
  ask: {
    remove: (title) => `Delete “${title}” for good? Its words and pictures can't be had back.`,
    removeYes: "Delete it",
    removeNo: "Keep it",
    stop: "Stop telling this story? The pages that are there stay yours to read.",
    stopYes: "Stop telling",
    stopNo: "Keep listening",
  },

  book: {
    opening: "Opening the book…",
    waitingTitle: "Once upon a time…",
    wished: (theme) => `Your wish: ${theme}`,
    untold: "An untold story",
    queued: "Your wish is in the line. The storyteller comes in a moment.",
    thinking: "The storyteller is thinking up your story.",
    cast: "Who is in it",
    page: (scene, planned) => (planned ? `Page ${scene} of ${planned}` : `Page ${scene}`),
    painting: (scene, planned) => `${words.book.page(scene, planned)} is being painted`,
    unpainted: "This page has no picture.",
    lostPicture: "This picture got lost on its way.",
    writingNext: (scene) => `Page ${scene} is being written…`,
    progress: (book) => {
      if (book.status === "queued") return "Waiting for the storyteller";
      if (!book.title) return "Thinking up your story";
      const painted = book.pages.filter((page) => page.illustration).length;
      if (book.status === "writing") return `${book.pages.length} of ${book.planned} written, ${painted} painted`;
      if (book.status === "illustrating") return `${painted} of ${book.planned} pictures painted`;
      return words.status[book.status] ?? "";
    },
    end: "The End",
    completed: "And that was the story. Sleep well, or tell another?",
    failed: "The storyteller lost the thread. We are sorry!",
    cancelled: "This story was stopped here.",
    keeps: "What is told so far stays here for you to read.",
    ending: (book) =>
      [words.book[book.status], book.status !== "completed" && book.pages.length > 0 && words.book.keeps].filter(Boolean).join(" "),
    lost: "Connection lost, trying again…",
    gone: "This story is not here (any more).",
    goneHint: "Perhaps it was deleted, or it is on somebody else's shelf.",
    damaged: "The pages of this story were damaged.",
    damagedHint: "They can't be read any more, and we are sorry. The same wish makes a new story.",
    notStopped: "It could not be stopped just now. Please try again.",
  },

  desk: {
    signIn: "Sign in",
    signOut: "Sign out",
    end: "Sign out there",
    ended: "It is signed out.",
    accountOf: (name) => `Your account, ${name}`,
    hello: (name) => `Hello, ${name}`,
    mailSent: "If we know this address, a mail is on its way. Look into the folder for spam, too.",
    passwordChanged: "Your password is changed. Please sign in with it.",
    passwordChangedHere: "Your password is changed, and every other device is signed out.",
    nameChanged: "So we call you from now on.",
    verified: "Thank you! The address is yours now.",
    addressVerified: "We know that it is yours.",
    addressUnverified: "Please look for our mail and press its link, so that we know that it is yours.",
    thisDevice: "This device",
    lastSeen: (date) => `Last seen ${date}`,
    empty: {
      email: "Please type your address.",
      password: "Please type a password.",
      display_name: "Please type a name.",
    },
    field: {
      invalid_email: "This does not look like an e-mail address.",
      too_short: "It needs at least 8 characters.",
      too_long: "That is too long.",
      too_easy: "Somebody would guess this soon. A few words that don’t belong together are better.",
      too_personal: "Your own name or address would be guessed first. Please choose something else.",
      wrong_password: "This is not your password.",
    },
    problem: {
      invalid_credentials: "The address or the password is not right.",
      email_taken: "There is an account with this address already. Sign in, or ask for a new password.",
      already_registered: "You have an account already. Sign out first to make another.",
      already_verified: "We know already that it is yours.",
      invalid_link: "This link does not work any more. Please ask for another one.",
      network: "There seems to be no connection. Please try again.",
      other: "Something went wrong, and it was not you. Please try once more.",
      later: (seconds) => `That was tried often. Please try again ${soon(seconds)}.`,
    },
    outcome: {
      registered: "Account made",
      succeeded: "Signed in",
      wrong_password: "Wrong password",
    },
    device: {
      chrome: "Chrome",
      edge: "Edge",
      firefox: "Firefox",
      opera: "Opera",
      safari: "Safari",
      samsung_internet: "Samsung Internet",
      android: "Android",
      chrome_os: "ChromeOS",
      ios: "iOS",
      linux: "Linux",
      macos: "macOS",
      windows: "Windows",
      unknown: "A program",
    },
  },

  said: {
    title: (title) => `The story is called ${title}.`,
    page: (scene, planned) => `${words.book.page(scene, planned)} is here.`,
    pictures: (scenes) => `${scenes.length === 1 ? "The picture" : "The pictures"} of ${plural(scenes.length, "page", "pages")} ${listed(scenes)} ${scenes.length === 1 ? "is" : "are"} finished.`,
    completed: "The story is complete.",
    failed: "The story could not be finished.",
    cancelled: "The story was stopped.",
    lost: "Connection lost, trying again.",
    back: "Connected again.",
  },
};
