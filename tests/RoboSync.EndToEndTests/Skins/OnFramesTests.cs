using RoboSync.EndToEndTests.Faults;
using RoboSync.EndToEndTests.Running;
using RoboSync.EndToEndTests.Traps;
using RoboSync.Simulators.Miws.Skins;

// What has to hold on every site, on the skin of the 2000s: read by the page definitions of local/RoboSync.Local/PageDefinitions/frames
// alone.
namespace RoboSync.EndToEndTests.Skins;

public sealed class FirstSyncOnFramesTests(StorageFixture storage) : FirstSyncs(storage, MiwsSkin.Frames);

public sealed class PrivacyOnFramesTests(StorageFixture storage) : Privacy(storage, MiwsSkin.Frames);

public sealed class SiteTrapOnFramesTests(StorageFixture storage) : SiteTraps(storage, MiwsSkin.Frames);

public sealed class BookingTrapOnFramesTests(StorageFixture storage) : BookingTraps(storage, MiwsSkin.Frames);

public sealed class MiwsConnectionFaultOnFramesTests(StorageFixture storage) : MiwsConnectionFaults(storage, MiwsSkin.Frames);

public sealed class MiwsPageFaultOnFramesTests(StorageFixture storage) : MiwsPageFaults(storage, MiwsSkin.Frames);

public sealed class MiwsSignInFaultOnFramesTests(StorageFixture storage) : MiwsSignInFaults(storage, MiwsSkin.Frames);

public sealed class EveryMiwsFaultOnFramesTests(StorageFixture storage) : EveryMiwsFault(storage, MiwsSkin.Frames);
