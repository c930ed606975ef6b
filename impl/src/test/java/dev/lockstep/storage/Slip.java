package dev.lockstep.storage;

import dev.lockstep.storage.run.StorageRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/** Slips that one makes in stable storage: in the page, each in one operator of the spec, or in what stands between it and the disks. */
public enum Slip {
    NONE("nothing"),

    WRITES_BOTH_COPIES_AT_ONCE("^Write") {
        @Override
        public StablePage page() {
            return new Page() {
                @Override
                Step afterWrite() {
                    if (task == Task.PUT && target == Copy.A) {
                        target = Copy.B;
                        return Step.WRITE;
                    }
                    return Step.SYNC;
                }
            };
        }
    },
    DOES_NOT_SYNC("^Write") {
        @Override
        public StablePage page() {
            return new Page() {
                @Override
                Step afterWrite() {
                    return Step.CHECK;
                }
            };
        }
    },
    DOES_NOT_LOOK_AT_WHAT_IT_READS_BACK("^(GoOn|Complete)") {
        @Override
        public StablePage page() {
            return new Page() {
                @Override
                boolean matches(Content r) {
                    return true;
                }
            };
        }
    },
    WRITES_ONE_COPY("^Complete") {
        @Override
        public StablePage page() {
            return new Page() {
                @Override
                boolean bothWritten() {
                    return true;
                }
            };
        }
    },
    OPENS_WITHOUT_REPAIR("^Agree") {
        @Override
        public StablePage page() {
            return new Page() {
                @Override
                public void read(Content r) {
                    if (task == Task.OPEN && !r.isBad()) {
                        target = Copy.B;
                        first = r;
                    }
                    super.read(r);
                }
            };
        }
    },
    LETS_GOOD_COPIES_DIFFER("^Agree") {
        @Override
        public StablePage page() {
            return new Page() {
                @Override
                boolean equal(Content r) {
                    return !first.isBad() && !r.isBad();
                }
            };
        }
    },
    COPIES_THE_OLDER_OVER_THE_NEWER("^Repair") {
        @Override
        public StablePage page() {
            return new Page() {
                @Override
                Content survivor(Content a, Content b) {
                    boolean older = a.version() <= b.version();
                    return a.isBad() ? b : b.isBad() || older ? a : b;
                }
            };
        }
    },
    BELIEVES_THE_FIRST_BAD_READING("^(TryOther|Repair)") {
        @Override
        public StablePage page() {
            return new Page() {
                @Override
                boolean believed(Content r) {
                    return true;
                }
            };
        }
    },
    DOES_NOT_ADVANCE_THE_VERSION("^Put") {
        @Override
        public StablePage page() {
            return new Page() {
                @Override
                long nextVersion() {
                    return known.version();
                }
            };
        }
    },
    ONLY_CLAIMS_TO_SYNC("^(Crash|GoOn|Complete|Rewrite|Agree|Repair|Answer|TryOther)") {
        @Override
        public Disk driver(Disk disk) {
            return new Driver(disk) {
                @Override
                void sync(DiskFile file) {}
            };
        }
    },
    SYNCS_AGAIN_AFTER_A_FAILED_SYNC("^Crash") {
        @Override
        public Disk driver(Disk disk) {
            return new Driver(disk) {
                @Override
                void sync(DiskFile file) throws IOException {
                    try {
                        file.sync();
                    } catch (IOException e) {
                        file.sync();
                    }
                }
            };
        }
    },
    DOES_NOT_SYNC_WHAT_A_KILLED_PROCESS_WROTE("^(Crash|Decay)") {
        @Override
        public Disk driver(Disk disk) {
            return new Driver(disk) {
                private final Set<DiskFile> written = new HashSet<>();

                @Override
                void write(DiskFile file, long position, byte[] bytes) throws IOException {
                    written.add(file);
                    super.write(file, position, bytes);
                }

                @Override
                void sync(DiskFile file) throws IOException {
                    if (written.contains(file)) {
                        super.sync(file);
                    }
                }
            };
        }
    },
    DOES_NOT_CHECK_THE_CHECKSUM("^(Answer|TryOther|Agree|Repair|Rewrite)") {
        @Override
        public Disk driver(Disk disk) {
            return new Driver(disk) {
                @Override
                byte[] read(DiskFile file, long position, int length) throws IOException {
                    byte[] bytes = file.read(position, length);
                    if (position > 0 && bytes.length == length) {
                        CRC32C crc = new CRC32C();
                        crc.update(bytes, 8, length - 8);
                        ByteBuffer.wrap(bytes).putInt(4, (int) crc.getValue());
                    }
                    return bytes;
                }
            };
        }
    };

    private final String rejectedAt;

    Slip(String rejectedAt) {
        this.rejectedAt = rejectedAt;
    }

    /** What the title of the rejected event matches. */
    public String rejectedAt() {
        return rejectedAt;
    }

    public StablePage page() {
        return StorageRun.page();
    }

    public Disk driver(Disk disk) {
        return disk;
    }

    private static class Page extends StablePage {
        Page() {
            super("p1", StableStorage.RETRIES);
        }
    }

    private static class Driver extends WrappedDisk {
        Driver(Disk disk) {
            super(disk);
        }

        void write(DiskFile file, long position, byte[] bytes) throws IOException {
            file.write(position, bytes);
        }

        void sync(DiskFile file) throws IOException {
            file.sync();
        }

        byte[] read(DiskFile file, long position, int length) throws IOException {
            return file.read(position, length);
        }

        @Override
        DiskFile wrapped(DiskFile file) {
            return new WrappedFile(file) {
                @Override
                public byte[] read(long position, int length) throws IOException {
                    return Driver.this.read(file, position, length);
                }

                @Override
                public void write(long position, byte[] bytes) throws IOException {
                    Driver.this.write(file, position, bytes);
                }

                @Override
                public void sync() throws IOException {
                    Driver.this.sync(file);
                }
            };
        }
    }
}
